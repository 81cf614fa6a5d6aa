import { expect, test } from 'vitest'

import { createLine } from './in-turn.ts'

/** A server that answers by hand. */
function slowServer() {
  const sent: string[] = []
  const open: ((goesOn: boolean) => void)[] = []
  const busy: boolean[] = []
  const press = createLine<string>((order) => {
    sent.push(order)
    return new Promise((done) => void open.push(done))
  }, (isBusy) => busy.push(isBusy))
  const answer = async (goesOn = true): Promise<void> => {
    open.shift()?.(goesOn)
    await new Promise(setImmediate)
  }
  return { sent, busy, press, answer }
}

test('the next is sent when the one before has been answered, in the order of the presses', async () => {
  const { sent, busy, press, answer } = slowServer()
  for (const order of ['pause', 'adjust', 'resume']) press(order)
  expect(sent).toEqual(['pause'])
  await answer()
  expect(sent).toEqual(['pause', 'adjust'])
  await answer()
  press('qa')
  await answer()
  await answer()
  expect(sent).toEqual(['pause', 'adjust', 'resume', 'qa'])
  expect(busy).toEqual([true, false])
})

test('where one is refused, those that waited are dropped, and the next press goes out again', async () => {
  const { sent, busy, press, answer } = slowServer()
  for (const order of ['pause', 'adjust']) press(order)
  await answer(false)
  expect(sent).toEqual(['pause'])
  press('next')
  await answer()
  expect(sent).toEqual(['pause', 'next'])
  expect(busy).toEqual([true, false, true, false])
})

test('an order that could not be sent holds up nobody for ever', async () => {
  const sent: string[] = []
  const press = createLine<string>((order) => {
    sent.push(order)
    return order === 'lost' ? Promise.reject(new Error('no way')) : Promise.resolve(true)
  })
  press('lost')
  await new Promise(setImmediate)
  press('next')
  await new Promise(setImmediate)
  expect(sent).toEqual(['lost', 'next'])
})
