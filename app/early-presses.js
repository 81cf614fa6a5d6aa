// Stands in every page ahead of all else. Between the first sight of a page and the moment its scripts take over lies a
// second on a slow phone: what is pressed or typed in it is kept here and done once the page can answer.
(() => {
  // React expects the page as it rendered it.
  document.currentScript.remove()
  const patienceMs = 10_000
  /** @type {HTMLButtonElement | null} only the last counts: pressing twice for lack of an answer is one wish */
  let pressed = null
  /** @type {Set<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>} */
  const written = new Set()

  const keepPress = (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button === null) return
    event.preventDefault()
    pressed = button
  }
  const keepWriting = (event) => written.add(event.target)

  /** React compares with the value it saw last, so that has to be the old one for it to hear of the new. */
  const tell = (field) => {
    if (field instanceof HTMLSelectElement) return field.dispatchEvent(new Event('change', { bubbles: true }))
    if (field.type === 'checkbox' || field.type === 'radio') {
      field.checked = !field.checked
      return field.click()
    }
    if (field.type === 'file') return field.dispatchEvent(new Event('change', { bubbles: true }))
    const { value } = field
    field.value = field.defaultValue
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value)
    return field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  const pageTakesOver = () => {
    clearTimeout(late)
    removeEventListener('click', keepPress, true)
    removeEventListener('input', keepWriting, true)
  }
  const doWhatWasKept = () => {
    // Whoever has the keys came by them unheard.
    if (document.activeElement !== document.body) document.activeElement?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    for (const field of written) if (field.isConnected) tell(field)
    written.clear()
    const button = pressed
    pressed = null
    if (button?.isConnected) button.click()
  }

  addEventListener('click', keepPress, true)
  addEventListener('input', keepWriting, true)
  // Scripts that never come must not make the page's forms dead: they work without.
  const late = setTimeout(() => {
    pageTakesOver()
    doWhatWasKept()
  }, patienceMs)
  window.earlyPresses = { pageTakesOver, doWhatWasKept }
})()
