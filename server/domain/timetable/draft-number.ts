/** The number that a new draft is called by, in whichever language: never one that another draft's name already ends with. */
export function nextDraftNumber(names: readonly string[]): number {
  const taken = new Set(names.map((name) => Number(/(\d{1,6})$/.exec(name.trim())?.[1] ?? 0)))
  let number = names.length + 1
  while (taken.has(number)) number += 1
  return number
}
