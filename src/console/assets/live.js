/**
 * @module What the live pages of staff share: one stream a tab, what the server rendered made into elements, the bell.
 * The scripts hold no words of their own: those stand in the page. Each page is whole without them.
 */
window.sigapLive = (() => {
  const byId = (id) => document.getElementById(id)
  const DRAFTS = 'sigap.'

  // The one place where text becomes markup: what the server rendered. The page's policy allows no other.
  const createHTML = (html) => html
  const policy = window.trustedTypes && window.trustedTypes.createPolicy('lines', { createHTML })
  const parse = (html) => {
    const holder = document.createElement('template')
    holder.innerHTML = policy ? policy.createHTML(html) : html
    return holder.content
  }

  const stored = {
    get: (key) => {
      try {
        return localStorage.getItem(key)
      } catch (_error) {
        return null
      }
    },
    set: (key, value) => {
      try {
        if (value === undefined) localStorage.removeItem(key)
        else localStorage.setItem(key, value)
      } catch (_error) {
        // Storage may be off or full: then only a reload loses what is not yet sent.
      }
    },
  }

  // Whoever uses this machine next finds nothing of what was written here.
  const forgetDrafts = () => {
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFTS)) stored.set(key, undefined)
    } catch (_error) {
      // Storage that is off holds nothing.
    }
  }
  document.addEventListener('submit', (event) => {
    if (event.target instanceof HTMLFormElement && event.target.action.endsWith('/console/keluar'))
      forgetDrafts()
  })
  // The door is shown where nobody is logged in any more: the session of who wrote is over, whatever ended it.
  if (document.querySelector('[data-nobody]')) forgetDrafts()

  // --- the bell ------------------------------------------------------------------------------------------

  const SOUND = 'bunyi.mati'
  let audio
  const isQuiet = () => stored.get(SOUND) === '1'
  const beep = (at, hertz, loud) => {
    const [tone, volume] = [audio.createOscillator(), audio.createGain()]
    tone.frequency.value = hertz
    volume.gain.setValueAtTime(loud ? 0.4 : 0.08, audio.currentTime + at)
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.35)
    tone.connect(volume).connect(audio.destination)
    tone.start(audio.currentTime + at)
    tone.stop(audio.currentTime + at + 0.4)
  }
  /** One soft tone for somebody new, three loud ones for an emergency. Browsers are silent before the first click. */
  const ring = (isGrave) => {
    if (isQuiet()) return
    try {
      audio = audio || new AudioContext()
      for (const at of isGrave ? [0, 0.4, 0.8] : [0]) beep(at, isGrave ? 880 : 520, isGrave)
    } catch (_error) {
      // A machine without sound still has the badge in the title.
    }
  }
  const soundButton = (button, words) => {
    if (!button) return
    const show = () => {
      button.textContent = isQuiet() ? words.soundOff : words.soundOn
      button.setAttribute('aria-pressed', String(!isQuiet()))
    }
    button.hidden = false
    button.addEventListener('click', () => {
      stored.set(SOUND, isQuiet() ? undefined : '1')
      show()
      if (!isQuiet()) ring(false)
    })
    show()
  }

  // --- the stream ----------------------------------------------------------------------------------------

  const title = document.title
  let waiting
  let grave
  const hearCounts = (event) => {
    const told = JSON.parse(event.data)
    const counts = byId('counts')
    if (counts) counts.textContent = told.say
    document.title = told.waiting > 0 ? `(${told.waiting}) ${title}` : title
    if (grave !== undefined && told.grave > grave) ring(true)
    else if (waiting !== undefined && told.waiting > waiting) ring(false)
    waiting = told.waiting
    grave = told.grave
  }
  const hearAlarm = (event) => {
    const told = JSON.parse(event.data)
    const alarm = byId('alarm')
    ring(true)
    if (!alarm) return
    const link = document.createElement('a')
    link.href = told.href
    link.textContent = told.say
    alarm.replaceChildren(link)
    alarm.hidden = false
  }

  /** Opens the stream at `address()`, and again after every cut. `heard` are the page's own events. */
  const listen = (address, heard, words) => {
    const status = byId('live')
    let stream
    let lost
    const say = (text) => {
      if (status && status.textContent !== text) status.textContent = text
    }
    const open = () => {
      if (stream && stream.readyState !== EventSource.CLOSED) return
      stream = new EventSource(address())
      stream.addEventListener('counts', hearCounts)
      stream.addEventListener('alarm', hearAlarm)
      for (const [name, hear] of Object.entries(heard)) stream.addEventListener(name, hear)
      stream.onopen = () => {
        clearTimeout(lost)
        lost = undefined
        say(words.connected)
      }
      stream.onerror = () => {
        // A blink is not worth a word. Browsers come back by themselves, but not after an error status.
        if (!lost) lost = setTimeout(() => say(words.lost), 1500)
        if (stream.readyState === EventSource.CLOSED) setTimeout(open, 2000)
      }
    }
    window.addEventListener('online', open)
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) open()
    })
    window.addEventListener('pagehide', () => stream && stream.close())
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) open()
    })
    open()
  }

  return { byId, parse, stored, soundButton, listen }
})()
