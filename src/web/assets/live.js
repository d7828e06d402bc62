/**
 * @module New lines as they come. Runs as it stands in browsers of 2019; the page is whole without it.
 * The scripts hold no words: those stand in the page. They tell each other by events on the document:
 * `line` (a line of the resident has arrived), `sent` (a message was accepted), `refused`, `newest` (go to the end).
 */
;(() => {
  const byId = (id) => document.getElementById(id)
  const lines = byId('lines')
  if (!lines || !window.fetch || !window.EventSource) return
  const [status, owner, typing, newest] = ['status', 'owner', 'typing', 'newest'].map(byId)
  const words = status.dataset
  const TYPING_MS = 20000
  const NEAR_END_PX = 160
  const SEAM_PX = 12

  // --- place of the reader -------------------------------------------------------------------------------

  const page = () => document.scrollingElement || document.documentElement
  const isAtEnd = () => page().scrollHeight - window.innerHeight - page().scrollTop < NEAR_END_PX
  const toEnd = () => {
    page().scrollTop = page().scrollHeight
    newest.hidden = true
  }
  /** To the end, unless what was asked would leave the screen: a long answer is read from its beginning. */
  const toAnswer = () => {
    const own = lines.querySelectorAll('.from-resident')
    const asked =
      own.length > 0 ? own[own.length - 1].getBoundingClientRect().top + page().scrollTop : Infinity
    page().scrollTop = Math.min(page().scrollHeight - window.innerHeight, asked - SEAM_PX)
    newest.hidden = isAtEnd()
  }
  document.addEventListener('newest', toEnd)
  newest.addEventListener('click', () => {
    toEnd()
    byId('text').focus()
  })
  window.addEventListener('scroll', () => {
    if (isAtEnd()) newest.hidden = true
  })

  // --- lines from the server -----------------------------------------------------------------------------

  // The one place where text becomes markup: what the server rendered. The page's policy allows no other.
  const createHTML = (html) => html
  const policy = window.trustedTypes && window.trustedTypes.createPolicy('lines', { createHTML })
  const parse = (html) => {
    const holder = document.createElement('template')
    holder.innerHTML = policy ? policy.createHTML(html) : html
    return holder.content
  }

  let typingEnds
  const showTyping = (on) => {
    clearTimeout(typingEnds)
    typing.hidden = !on
    // A lease: an answer that does not come leaves no dots behind.
    if (on) typingEnds = setTimeout(() => showTyping(false), TYPING_MS)
  }
  const isBots = () => lines.dataset.owner === 'bot'

  const begin = () => {
    lines.dataset.chat = 'yes'
    byId('isi').classList.add('started')
    for (const one of document.querySelectorAll('[data-needs-chat]')) one.hidden = false
    const welcome = byId('welcome')
    if (welcome) welcome.remove()
  }

  const showWanted = (root) => {
    for (const one of root.querySelectorAll('.wanted button')) one.hidden = false
  }

  const append = (html) => {
    const content = parse(html)
    const line = content.querySelector('.line')
    if (!line || byId(line.id)) return
    const follows = isAtEnd()
    const isOwn = line.classList.contains('from-resident')
    begin()
    lines.appendChild(content)
    showWanted(line)
    if (isOwn) document.dispatchEvent(new CustomEvent('line', { detail: line }))
    showTyping(isOwn && isBots())
    if (isOwn) toEnd()
    else if (follows) toAnswer()
    else newest.hidden = false
  }

  // --- the stream ----------------------------------------------------------------------------------------

  let stream
  let lost
  let after = Number(lines.dataset.after)
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text
  }

  const tellLost = () => {
    say(words.connecting)
    status.classList.add('lost')
  }

  const listen = () => {
    if (stream && stream.readyState !== EventSource.CLOSED) return
    stream = new EventSource(`/stream?after=${after}`)
    stream.addEventListener('append', (event) => {
      after = Math.max(after, Number(event.lastEventId))
      append(event.data)
    })
    stream.addEventListener('owner', (event) => {
      const told = JSON.parse(event.data)
      const follows = isAtEnd()
      lines.dataset.owner = told.owner
      if (owner.textContent !== told.say) owner.textContent = told.say
      if (follows) toEnd()
      if (told.owner !== 'bot') showTyping(false)
    })
    stream.addEventListener('left', () => location.replace('/'))
    stream.onopen = () => {
      clearTimeout(lost)
      lost = undefined
      say(words.connected)
      status.classList.remove('lost')
    }
    stream.onerror = () => {
      // A blink is not worth a word. Browsers come back by themselves, but not after an error status.
      if (!lost) lost = setTimeout(tellLost, 1500)
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000)
    }
  }
  window.addEventListener('online', listen)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && lines.dataset.chat === 'yes') listen()
  })
  document.addEventListener('sent', (event) => {
    listen()
    if (event.detail.isOpen && isBots()) showTyping(true)
  })
  document.addEventListener('refused', () => showTyping(false))

  // A page that the browser kept whole for the way back may be of a conversation that has ended.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload()
  })

  // --- start ---------------------------------------------------------------------------------------------

  document.documentElement.classList.add('scripted')
  showWanted(lines)
  if (!typing.hidden) showTyping(true)
  if (lines.dataset.chat === 'yes') listen()
  if (lines.childElementCount > 0) toAnswer()
})()
