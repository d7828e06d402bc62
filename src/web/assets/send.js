/** @module What is written leaves without a reload: shown at once, sent in order, kept until it was accepted. */
;(() => {
  const byId = (id) => document.getElementById(id)
  if (!byId('lines') || !window.fetch || !window.EventSource) return
  const [sending, composer, box, photo] = ['sending', 'composer', 'text', 'photo'].map(byId)
  const [problem, count] = ['problem', 'count'].map(byId)
  const words = byId('status').dataset
  const KEPT = 'tanya-sigap.unsent'
  const MAX_WAIT_MS = 30000
  const MAX_PHOTO_BYTES = 8000000
  const BOX_PX = 144

  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }))
  const showProblem = (text) => {
    problem.textContent = text
    problem.hidden = false
  }

  // --- the queue -----------------------------------------------------------------------------------------

  const queue = []
  const next = () => queue.find((one) => !one.accepted)

  /** A reload on a bad line loses nothing. Photos are too large to keep. */
  const keep = () => {
    const unsent = queue.filter((one) => !one.accepted && !one.file)
    try {
      if (unsent.length === 0) sessionStorage.removeItem(KEPT)
      else
        sessionStorage.setItem(KEPT, JSON.stringify(unsent.map(({ fields, shown }) => ({ fields, shown }))))
    } catch (_error) {
      // Storage may be off or full: then only a reload would lose what is not yet sent.
    }
  }

  const element = (tag, className, text) => {
    const made = document.createElement(tag)
    made.className = className
    made.textContent = text
    return made
  }

  /** Shows the message at once, until the server's own line stands in its place. */
  const add = (one) => {
    one.accepted = false
    one.item = element('li', 'line from-resident sent-soon', '')
    const bubble = element('div', 'bubble', '')
    const text = element('p', 'text', one.shown)
    text.dir = 'auto'
    bubble.appendChild(text)
    one.state = element('p', 'state', words.sending)
    one.item.appendChild(bubble)
    one.item.appendChild(one.state)
    sending.appendChild(one.item)
    queue.push(one)
    keep()
    tell('newest')
  }

  const drop = (one) => {
    const index = queue.indexOf(one)
    if (index >= 0) queue.splice(index, 1)
    one.item.remove()
    keep()
  }

  // The server's line: of something written here, or in another tab.
  document.addEventListener('line', ({ detail }) => {
    const text = detail.querySelector('.text')
    const shown = text ? text.textContent : ''
    const same = queue.find((one) => one.shown === shown)
    const mine = same || queue.find((one) => one.accepted) || next()
    if (!mine) return
    if (same || mine.accepted) return drop(mine)
    // A photo, or words the server has masked: most likely this one, surely once it is accepted.
    mine.arrived = true
    mine.item.hidden = true
  })

  const accept = (one) => {
    one.accepted = true
    one.state.textContent = ''
    keep()
    if (one.arrived) drop(one)
    tell('sent', { isOpen: queue.indexOf(one) >= 0 })
  }

  const refuse = (one, text) => {
    drop(one)
    showProblem(text)
    // Back into the box, unless something new is being written there.
    if (one.fields.text && box.value === '') box.value = one.fields.text
    tell('refused')
    grow()
    box.focus()
  }

  const requestOf = (one) => {
    const headers = { accept: 'application/json' }
    let body = JSON.stringify(one.fields)
    if (one.file) {
      body = new FormData()
      for (const name of Object.keys(one.fields)) body.append(name, one.fields[name])
      body.append('photo', one.file)
    } else headers['content-type'] = 'application/json'
    return { method: 'POST', credentials: 'same-origin', headers, body }
  }

  /** Undefined when the line is bad or the server not itself: the same key is tried again. */
  const attempt = async (one) => {
    try {
      const answer = await fetch('/pesan', requestOf(one))
      if (answer.status === 204) return { accepted: true }
      if (answer.status === 200) return { go: (await answer.json()).go }
      if (answer.status >= 500 || answer.status === 408) return undefined
      const told = await answer.json()
      return { say: told.say }
    } catch (_error) {
      return undefined
    }
  }

  /** The screen is cleared: nothing of it stands behind the page that follows. */
  const leave = (path) => {
    queue.length = 0
    keep()
    location.replace(path)
  }

  let busy = false
  let tries = 0
  const send = async () => {
    if (busy) return
    busy = true
    for (let one = next(); one; one = next()) {
      const result = await attempt(one)
      tries = result ? 0 : tries + 1
      if (!result) {
        one.arrived = false
        one.item.hidden = false
        one.state.textContent = words.unsent
        await new Promise((done) => setTimeout(done, Math.min(MAX_WAIT_MS, 500 * 2 ** Math.min(tries, 6))))
      } else if (result.go) return leave(result.go)
      else if (result.accepted) accept(one)
      else refuse(one, result.say || words.unsent)
    }
    busy = false
  }

  const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  }

  const post = (fields, shown, file) => {
    problem.hidden = true
    add({ fields: Object.assign({ key: newKey() }, fields), shown, file })
    send()
  }

  // --- the composer --------------------------------------------------------------------------------------

  const grow = () => {
    box.style.height = 'auto'
    box.style.height = `${Math.min(box.scrollHeight, BOX_PX)}px`
    const length = box.value.trim().length
    if (!photo.files.length)
      count.textContent = length > Number(words.max) ? words.left.replace('{n}', length) : ''
  }
  box.addEventListener('input', grow)

  composer.addEventListener('submit', (event) => {
    event.preventDefault()
    const text = box.value.trim()
    const file = photo.files[0]
    if (file) post(text ? { text } : {}, text || file.name, file)
    else if (text) post({ text }, text)
    if (file || text) composer.reset()
    // What the server had put back into the box is its default: a reset would bring it again.
    box.value = ''
    count.textContent = ''
    grow()
    box.focus()
  })

  // Enter sends where there is a keyboard; on a phone it begins a new line and the button sends.
  box.addEventListener('keydown', (event) => {
    const isPhone = window.matchMedia('(pointer: coarse)').matches
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || isPhone) return
    event.preventDefault()
    composer.querySelector('.send').click()
  })

  photo.addEventListener('change', () => {
    const file = photo.files[0]
    const isTooBig = file && file.size > MAX_PHOTO_BYTES
    problem.hidden = true
    if (isTooBig) {
      photo.value = ''
      showProblem(words.tooBig)
    }
    count.textContent = file && !isTooBig ? words.chosen.replace('{name}', file.name) : ''
    box.focus()
  })

  document.addEventListener('click', (event) => {
    const button = event.target.closest('button')
    if (!button) return
    if (button.name === 'choice' || button.name === 'text') {
      event.preventDefault()
      const label = button.querySelector('.label') || button
      if (button.name === 'choice') post({ choice: button.value }, label.textContent.trim())
      else post({ text: button.value }, button.value)
      box.focus()
    } else if (button.dataset.open === 'photo') photo.click()
  })

  // What page.js found out, or why not.
  document.addEventListener('place', ({ detail }) => {
    if (detail.fields) post(detail.fields, detail.shown)
    else showProblem(words[detail.problem])
  })

  // --- start ---------------------------------------------------------------------------------------------

  try {
    for (const one of JSON.parse(sessionStorage.getItem(KEPT) || '[]')) add(one)
  } catch (_error) {
    // What cannot be read was not ours.
  }
  send()
  if (!problem.hidden) problem.focus()
})()
