/* The one script of the staff pages. Every page works without it; areas add small custom elements beside it. */

/* Buttons that only a script can serve are shown by it; what stands for them goes. */
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
for (const words of document.querySelectorAll('[data-noscript]')) words.hidden = true
