/** @module One chat as it changes: lines, panel, and a reply that leaves once, however bad the line is. */
class ChatRoom extends HTMLElement {
  connectedCallback() {
    const { byId, listen } = window.sigapLive
    if (!window.EventSource || !window.fetch) return
    this.lines = byId('lines')
    this.log = this.querySelector('.log')
    this.after = Number(this.dataset.after)
    const address = () => `${this.dataset.live}?after=${this.after}`
    const heard = {
      line: (event) => this.hearLine(event),
      panel: (event) => this.hearPanel(event.data),
    }
    listen(address, heard, { lost: this.dataset.sayLost, connected: this.dataset.sayConnected })
    this.toEnd()
    const reply = byId('reply')
    if (reply) this.reply = new ReplyBox(this, reply)
    document.addEventListener('keydown', (event) => this.press(event))
    this.lines.addEventListener('click', (event) => this.zoom(event))
    // A photo grows when it has come: whoever read at the end still does.
    this.sticks = true
    this.log.addEventListener('scroll', () => {
      this.sticks = this.isAtEnd()
    })
    this.lines.addEventListener('load', () => this.sticks && this.toEnd(), true)
  }

  /** Of the newest line of the resident. */
  lastHeard() {
    const own = this.lines.querySelectorAll('.from-resident')
    return own.length === 0 ? 0 : Number(own[own.length - 1].dataset.seq)
  }

  isAtEnd() {
    return this.log.scrollHeight - this.log.clientHeight - this.log.scrollTop < 80
  }

  toEnd() {
    this.log.scrollTop = this.log.scrollHeight
  }

  hearLine(event) {
    const line = window.sigapLive.parse(event.data).querySelector('.line')
    if (!line) return
    this.after = Math.max(this.after, Number(event.lastEventId))
    const known = window.sigapLive.byId(line.id)
    if (known) {
      // Sound that plays is not torn from under who hears it.
      if (known.dataset.stamp !== line.dataset.stamp) known.replaceWith(line)
      return
    }
    const follows = this.isAtEnd()
    const seq = Number(line.dataset.seq)
    const later = [...this.lines.children].find((one) => Number(one.dataset.seq) > seq)
    this.lines.insertBefore(line, later || null)
    if (follows) this.toEnd()
  }

  hearPanel(html) {
    const content = window.sigapLive.parse(html)
    const owner = content.querySelector('.panel').dataset.owner
    window.sigapLive.byId('panel').replaceChildren(content)
    if (owner === this.dataset.owner) return
    this.dataset.owner = owner
    if (this.reply) this.reply.moved(owner === `staff:${this.dataset.me}`)
    else if (owner === `staff:${this.dataset.me}`) location.reload()
  }

  press(event) {
    const isTyping = event.target.closest('input, select, textarea')
    if (event.key === 'Escape' && isTyping) event.target.blur()
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.key !== 'r') return
    const box = window.sigapLive.byId('text')
    if (!box) return
    event.preventDefault()
    box.focus()
  }

  /** A photo large, over the page; without script the link opens it by itself. */
  zoom(event) {
    const link = event.target.closest('a.photo')
    if (!link || event.ctrlKey || event.metaKey || !window.HTMLDialogElement) return
    event.preventDefault()
    const dialog = document.createElement('dialog')
    const image = document.createElement('img')
    const close = document.createElement('button')
    image.src = link.href
    image.alt = link.querySelector('img').alt
    close.textContent = this.dataset.sayClose
    close.autofocus = true
    dialog.className = 'zoom'
    dialog.setAttribute('aria-label', image.alt)
    dialog.append(close, image)
    dialog.addEventListener('click', () => dialog.close())
    dialog.addEventListener('close', () => {
      dialog.remove()
      link.focus()
    })
    document.body.append(dialog)
    dialog.showModal()
  }
}

/** The draft is kept with its key until the server has it: the same key is the same reply. */
class ReplyBox {
  constructor(room, form) {
    this.room = room
    this.form = form
    this.box = form.elements.text
    this.state = window.sigapLive.byId('send-state')
    this.slot = form.dataset.draft
    this.isTried = false
    this.restore()
    this.box.addEventListener('input', () => this.typed())
    this.box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      form.requestSubmit()
    })
    form.addEventListener('submit', (event) => this.submit(event))
    this.watchCanned()
  }

  say(name) {
    const text = name === '' ? '' : this.room.dataset[`say${name}`]
    if (this.state.textContent !== text) this.state.textContent = text
  }

  keep() {
    const { key, seen } = this.form.elements
    const draft = { text: this.box.value, key: key.value, seen: seen.value, isTried: this.isTried }
    window.sigapLive.stored.set(this.slot, this.box.value === '' ? undefined : JSON.stringify(draft))
  }

  /** What a reload found again; one that was on its way is tried again under its key. */
  restore() {
    let draft
    try {
      draft = JSON.parse(window.sigapLive.stored.get(this.slot) || 'null')
    } catch (_error) {
      // What cannot be read was not ours.
    }
    if (!draft || typeof draft.text !== 'string' || this.box.value !== '') return
    this.box.value = draft.text
    this.form.elements.key.value = draft.key
    this.form.elements.seen.value = draft.seen
    this.say('Restored')
    if (draft.isTried) this.send()
  }

  /** A draft answers what was there when it was begun. */
  typed() {
    if (!this.isBegun) this.form.elements.seen.value = String(this.room.lastHeard())
    this.isBegun = this.box.value !== ''
    this.say('')
    this.keep()
  }

  moved(isMine) {
    for (const button of this.form.querySelectorAll('button')) button.disabled = !isMine
    this.say(isMine ? '' : 'Moved')
  }

  submit(event) {
    const by = event.submitter
    if (by && by.id === 'look') {
      event.preventDefault()
      void this.preview(by.formAction)
      return
    }
    if (by && by.formAction.endsWith('/catatan')) {
      window.sigapLive.stored.set(this.slot, undefined)
      return
    }
    event.preventDefault()
    if (this.box.value.trim() !== '' || this.opens()) void this.send()
  }

  /** Past the window a template says enough by itself. */
  opens() {
    const way = this.form.elements.cara
    return way !== undefined && way.value !== 'wait'
  }

  post(address) {
    const headers = { 'x-requested-with': 'fetch', accept: 'application/json' }
    const body = new URLSearchParams(new FormData(this.form))
    return fetch(address, { method: 'POST', credentials: 'same-origin', headers, body })
  }

  async preview(address) {
    const answer = await this.post(address).catch(() => undefined)
    if (answer && answer.ok)
      window.sigapLive.byId('preview').replaceChildren(window.sigapLive.parse(await answer.text()))
  }

  async send() {
    if (this.isBusy) return
    this.isBusy = true
    this.isTried = true
    this.box.readOnly = true
    this.keep()
    this.say('Sending')
    for (let tries = 1; ; tries += 1) {
      const told = await this.attempt()
      if (told) {
        this.isBusy = false
        this.box.readOnly = false
        this.isTried = false
        if (told.isTaken) this.taken()
        else this.refused(told)
        return
      }
      this.say('Unsent')
      await new Promise((done) => setTimeout(done, Math.min(10000, 400 * 2 ** Math.min(tries, 5))))
    }
  }

  /** Undefined when the line is bad or the server not itself: the same key is tried again. */
  async attempt() {
    try {
      const answer = await this.post(this.form.action)
      if (answer.status === 204) return { isTaken: true }
      if (answer.status >= 500 || answer.status === 408) return undefined
      return await answer.json()
    } catch (_error) {
      return undefined
    }
  }

  taken() {
    this.box.value = ''
    this.isBegun = false
    this.form.elements.key.value = this.newKey()
    this.form.elements.seen.value = String(this.room.lastHeard())
    window.sigapLive.byId('preview').replaceChildren()
    this.say('')
    this.keep()
    this.box.focus()
  }

  refused(told) {
    if (told.go) {
      location.reload()
      return
    }
    if (told.seen) this.form.elements.seen.value = String(told.seen)
    this.state.textContent = told.say || ''
    this.keep()
    this.form.querySelector('button').focus()
  }

  newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  watchCanned() {
    const form = window.sigapLive.byId('canned')
    if (!form) return
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      const select = form.elements.isi
      const { body } = select.options[select.selectedIndex].dataset
      if (body === undefined) return
      this.box.value = this.box.value === '' ? body : `${this.box.value}\n${body}`
      this.typed()
      this.box.focus()
    })
  }
}
customElements.define('chat-room', ChatRoom)
