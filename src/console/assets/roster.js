/** The bar of an import that is being checked; when it is done the page is loaded again. */
customElements.define(
  'import-progress',
  class extends HTMLElement {
    connectedCallback() {
      this.timer = setInterval(() => void this.look(), 1000)
    }

    disconnectedCallback() {
      clearInterval(this.timer)
    }

    async look() {
      const headers = { accept: 'application/json', 'x-requested-with': 'fetch' }
      // A cut line is no end: the next look may get through.
      const answer = await fetch(this.dataset.from, { headers }).catch(() => undefined)
      if (answer === undefined) return
      const { state, progress, rows } = answer.ok ? await answer.json() : {}
      if (state !== 'waiting') {
        location.reload()
        return
      }
      this.querySelector('progress').value = progress
      this.querySelector('output').value = rows.toLocaleString(document.documentElement.lang)
    }
  },
)

/** The browser's own button speaks the language of the browser; ours speaks that of the page, and stands only where a script can tell what was chosen. */
customElements.define(
  'file-pick',
  class extends HTMLElement {
    connectedCallback() {
      const input = this.querySelector('input')
      const [button, told] = [this.querySelector('.button'), this.querySelector('output')]
      const show = () => {
        told.textContent = input.files.length > 0 ? input.files[0].name : this.dataset.none
      }
      input.classList.add('unseen')
      for (const one of [button, told]) one.hidden = false
      input.addEventListener('change', show)
      show()
    }
  },
)
