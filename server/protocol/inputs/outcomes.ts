import { z } from 'zod'

import { outcomeAnswers } from '../../domain/followup/outcomes.ts'

import { rowId, textBlock, versionFrom } from './text.ts'

export const mostOutcomeNote = 500

/** `version`: of the own side's answer that the writer has seen; 0 where there was none. */
export const recordOutcomeInput = z.object({ meetingId: rowId, version: versionFrom(0), answer: z.enum(outcomeAnswers, { error: 'input.not_an_option' }), note: textBlock(mostOutcomeNote).default('') })
export type RecordOutcomeInput = z.infer<typeof recordOutcomeInput>
