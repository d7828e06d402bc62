// Locks the page when nobody is at it, tells the server that somebody is, shows passwords, copies links.
;(() => {
  const SEEN = 'petugas.hadir'
  const LOOK_MS = 5000
  const TELL_MS = 120000
  const seconds = Number(document.body.dataset.lockAfter)

  // Tabs of one person share it: work in one keeps all of them open, and one that locks, locks all.
  const read = () => {
    try {
      return Number(localStorage.getItem(SEEN))
    } catch {
      return 0
    }
  }
  const write = (at) => {
    try {
      localStorage.setItem(SEEN, String(at))
    } catch {
      // A browser that keeps nothing: this tab counts for itself.
    }
  }

  if (document.querySelector('[data-locked]')) write(-1)

  if (seconds > 0) {
    let seen = Date.now()
    let told = Date.now()
    let isLeaving = false
    write(seen)

    const lock = (page) => {
      if (isLeaving) return
      isLeaving = true
      const here = encodeURIComponent(location.pathname + location.search)
      location.replace(`${page}?kembali=${here}`)
    }
    // What a person does counts, and not what the page does by itself.
    const present = () => {
      const now = Date.now()
      if (now - seen > seconds * 1000) return look()
      if (now - seen < 1000) return
      seen = now
      write(now)
      if (now - told < TELL_MS) return
      told = now
      fetch('/console/saya/hadir', { headers: { 'x-requested-with': 'fetch' } })
        .then((answer) => (answer.status === 401 ? answer.json() : undefined))
        .then((body) => body && lock(body.go))
        .catch(() => {})
    }
    function look() {
      const elsewhere = read()
      if (elsewhere === -1) return lock('/console/kunci')
      if (Date.now() - Math.max(seen, elsewhere) > seconds * 1000) lock('/console/kunci')
    }
    for (const kind of ['keydown', 'pointerdown', 'wheel', 'touchstart'])
      addEventListener(kind, present, { passive: true, capture: true })
    addEventListener('storage', (event) => event.key === SEEN && look())
    document.addEventListener('visibilitychange', look)
    // Back from the browser's memory: the session may be long gone.
    addEventListener('pageshow', (event) => event.persisted && location.reload())
    setInterval(look, LOOK_MS)
  }

  for (const box of document.querySelectorAll('.show-password')) {
    box.hidden = false
    const fields = box.closest('form').querySelectorAll('input[type="password"]')
    box.querySelector('input').addEventListener('change', (event) => {
      for (const field of fields) field.type = event.target.checked ? 'text' : 'password'
    })
  }

  for (const button of document.querySelectorAll('[data-copies]')) {
    const field = document.getElementById(button.dataset.copies)
    if (!navigator.clipboard) continue
    button.hidden = false
    button.addEventListener('click', () => {
      field.select()
      navigator.clipboard.writeText(field.value).then(() => {
        button.textContent = button.dataset.done
      })
    })
  }
})()
