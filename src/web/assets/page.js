/** @module What only a script can do on a page: print it, or tell where the phone is, after a yes. */
;(() => {
  const byId = (id) => document.getElementById(id)
  for (const one of document.querySelectorAll('[data-needs-script]')) one.hidden = false
  const print = byId('print')
  if (print) print.addEventListener('click', () => window.print())

  // Where the browser was not asked to by its header (plain http).
  if (document.querySelector('[data-cleared]')) {
    try {
      sessionStorage.clear()
    } catch (_error) {
      // Storage that is off holds nothing.
    }
  }

  const consent = byId('consent')
  if (!consent) return
  if (!('geolocation' in navigator)) byId('place').hidden = true
  const tell = (detail) => document.dispatchEvent(new CustomEvent('place', { detail }))
  let opener = byId('place')

  const close = () => {
    consent.hidden = true
    opener.focus()
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-open="location"]')
    if (!button) return
    opener = button
    consent.hidden = false
    document.dispatchEvent(new CustomEvent('newest'))
    byId('place-yes').focus()
  })
  byId('place-no').addEventListener('click', close)
  consent.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
  })
  byId('place-yes').addEventListener('click', () => {
    close()
    const fail = () => tell({ problem: 'noPlace' })
    if (!('geolocation' in navigator)) return fail()
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => tell({ fields: { lat: coords.latitude, lng: coords.longitude }, shown: '📍' }),
      fail,
      { enableHighAccuracy: true, timeout: 20000 },
    )
  })
})()
