/** @module The queue as it changes, and by keyboard alone. */
class QueueBoard extends HTMLElement {
  connectedCallback() {
    const { byId, listen, soundButton } = window.sigapLive
    if (!window.EventSource) return
    const { live, lost, back } = this.dataset
    soundButton(byId('sound'), this.dataset)
    listen(() => live, { lists: (event) => this.show(event.data) }, { lost, connected: back })
    document.addEventListener('keydown', (event) => this.press(event))
    this.holdWhilePressed(byId('lists'))
  }

  /** A button that went away between the finger's down and its up would swallow the press. */
  holdWhilePressed(lists) {
    lists.addEventListener('pointerdown', () => {
      this.isPressed = true
    })
    const release = () => {
      // The click comes right after this.
      setTimeout(() => {
        const { waiting } = this
        this.isPressed = false
        this.waiting = undefined
        if (waiting !== undefined) this.show(waiting)
      })
    }
    for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, release)
  }

  links() {
    return [...this.querySelectorAll('table.chats tbody td a[href*="/console/chat/"]:not(.button)')]
  }

  /** The new lists in place of the old; whoever stood on a chat still stands on it. */
  show(html) {
    if (this.isPressed) {
      this.waiting = html
      return
    }
    const lists = window.sigapLive.byId('lists')
    const at = document.activeElement
    const row = at && lists.contains(at) ? at.closest('tr') : null
    const tag = row ? at.tagName : ''
    lists.replaceChildren(window.sigapLive.parse(html))
    if (!row) return
    const again = [...lists.querySelectorAll('tr')].find((one) => one.dataset.chat === row.dataset.chat)
    const target = again
      ? again.querySelector(tag.toLowerCase()) || again.querySelector('a')
      : this.links()[0]
    if (target) target.focus({ preventScroll: true })
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target.closest('input, select, textarea')) return
    const links = this.links()
    const here = links.findIndex((link) => link.closest('tr').contains(document.activeElement))
    if (event.key === 'j' || event.key === 'k') {
      const next = event.key === 'j' ? here + 1 : Math.max(0, here - 1)
      const link = links[Math.min(next, links.length - 1)]
      if (link) link.focus()
    } else if (event.key === 'a' && here >= 0) {
      const button = links[here].closest('tr').querySelector('form button')
      if (button) button.click()
    } else if (event.key === '/') window.sigapLive.byId('q').focus()
    else return
    event.preventDefault()
  }
}
customElements.define('queue-board', QueueBoard)
