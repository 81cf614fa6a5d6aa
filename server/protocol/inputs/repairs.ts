import { z } from 'zod'

import { instant } from './requests.ts'
import { rowId, version, wholeNumber } from './text.ts'

const noticeMinutes = wholeNumber(0, 600).default(15)
const about = { eventId: rowId, noticeMinutes }
const stretch = { fromMs: instant, untilMs: instant }

/** What went wrong; instants in ms, or as the API writes them. What starts within `noticeMinutes` is left as it is. */
export const proposeRepairInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('away'), personId: rowId, ...stretch, ...about }),
  z.object({ kind: z.literal('table'), tableId: rowId, ...stretch, ...about }),
  z.object({ kind: z.literal('cancel'), meetingId: rowId, ...about }),
  z.object({ kind: z.literal('must'), requestId: rowId, ...about }),
  z.object({ kind: z.literal('fill'), ...about }),
]).refine((trouble) => !('fromMs' in trouble) || trouble.fromMs < trouble.untilMs, { path: ['untilMs'], message: 'setup.ends_before_start' })
export type ProposeRepairInput = z.infer<typeof proposeRepairInput>

/** An absence goes by the id of the repair with which it was approved. */
export const takeBackInput = z.object({ absenceId: rowId })
export type TakeBackInput = z.infer<typeof takeBackInput>

export const answerRepairInput = z.object({ repairId: rowId, version })
export type AnswerRepairInput = z.infer<typeof answerRepairInput>
