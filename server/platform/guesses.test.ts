import { expect, it } from 'vitest'

import { err, ok, type Result } from '#server/domain/shared/result.ts'

import { createGuesses } from './guesses.ts'

const limits = () => createGuesses({ points: 3, seconds: 600, isWrong: (code) => code === 'record.not_found', refusal: 'code.guessed_too_often', field: 'code' })
const wrong = async (): Promise<Result<string>> => err('record.not_found')
const right = async (): Promise<Result<string>> => ok('open')
const seen = ({ ok: isOk, ...rest }: Result<string>): string => (isOk ? 'right' : (rest as { error: { code: string } }).error.code)

it('so many wrong guesses are judged; then the right one is refused too, with the time to wait, and nobody else is', async () => {
  const guess = limits()
  const answers = [await guess('lin', wrong), await guess('lin', right), await guess('lin', wrong), await guess('lin', wrong), await guess('lin', right), await guess('zhou', right)]
  expect(answers.map(seen)).toEqual(['record.not_found', 'right', 'record.not_found', 'record.not_found', 'code.guessed_too_often', 'right'])
  expect(await guess('lin', right)).toMatchObject({ ok: false, error: { params: { minutes: 10 }, fields: [{ path: 'code', code: 'code.guessed_too_often', params: { minutes: 10 } }] } })
})

it('right ones and failures of another kind are never counted', async () => {
  const guess = limits()
  const other = async (): Promise<Result<string>> => err('ticket.sold_out')
  for (let n = 0; n < 20; n++) expect([seen(await guess('lin', right)), seen(await guess('lin', other))]).toEqual(['right', 'ticket.sold_out'])
})

it('guesses sent all at once share what is left', async () => {
  const guess = limits()
  let judged = 0
  const answers = await Promise.all(Array.from({ length: 50 }, () => guess('lin', async () => { judged += 1; return wrong() })))
  expect([judged, answers.map(seen).filter((code) => code === 'code.guessed_too_often').length]).toEqual([3, 47])
})
