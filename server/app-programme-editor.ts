import type { Ground } from '#server/app.ts'
import type { ProgrammeParts } from '#server/app-programme.ts'
import { mailJobOf } from '#server/features/messages/jobs.ts'
import { occupancy } from '#server/features/occupancy/store.ts'
import { createProgrammeApi } from '#server/features/programme/api.ts'
import { createProgrammeQueries } from '#server/features/programme/queries.ts'
import { appearanceOf, findReleasedItems, listReleasedItems, listStages, peopleOfItems } from '#server/features/programme/store.ts'
import { actorId, createProgrammeEditCommands, editedOf, openForEditing } from '#server/features/programme-edits/commands.ts'
import { createProgrammeEditQueries } from '#server/features/programme-edits/queries.ts'
import { tellChanges } from '#server/features/programme-edits/socket.ts'
import { bringsPitch, findProgrammeEvent, insertEdit, lastNumber, loadGround, loadWorking, writeChanges } from '#server/features/programme-edits/store.ts'
import { createProgrammeImportCommands } from '#server/features/programme-imports/commands.ts'
import { createProgrammeImportQueries } from '#server/features/programme-imports/queries.ts'
import { dropImportedStages } from '#server/features/programme-imports/store.ts'
import { createProgrammeReleaseCommands } from '#server/features/programme-releases/commands.ts'
import { createProgrammeReleaseMails } from '#server/features/programme-releases/mail.ts'
import { createProgrammeReleaseQueries } from '#server/features/programme-releases/queries.ts'
import { createTellPlanned } from '#server/features/stage/store.ts'
import type { JobRequest } from '#server/jobs/outbox.ts'
import { readScheduleFile } from '#server/platform/schedule-file.ts'

/** The programme itself: its working copy, releases, schedules in and out. `programme` is one thing to those who call it. */
export function createProgrammeEditor({ db, clock, ids, quick, env }: Ground, { findEvent, follow }: ProgrammeParts & { follow: (eventId: string, releaseId: string) => JobRequest }) {
  const now = (): number => clock.now()
  const lent = { peopleOf: peopleOfItems, stagesOf: listStages, working: loadWorking, ground: loadGround, lastNumber, open: openForEditing }
  const releasing = { ...lent, released: listReleasedItems, appearanceOf }
  const editing = { ...lent, actorId, bringsPitch, write: writeChanges, insertEdit, editedOf, tell: tellChanges, findEvent: findProgrammeEvent }
  const mailDomain = env.MAIL_FROM.split('@').at(-1) ?? 'localhost'
  const sendJob = (mailId: string, runAt: number) => mailJobOf('programme_released').request({ mailId }, { runAt })
  const programme = {
    ...createProgrammeQueries({ db, findEvent }),
    ...createProgrammeEditQueries({ db, ...lent }),
    ...createProgrammeEditCommands({ quick, peopleOf: peopleOfItems, afterUndo: dropImportedStages }),
    ...createProgrammeReleaseQueries({ db, findEvent, programme: releasing }),
    ...createProgrammeReleaseCommands({ quick, occupancy, programme: releasing, mailDomain, sendJob, follow, tellStages: createTellPlanned(findReleasedItems) }),
    ...createProgrammeImportQueries({ db, findEvent, edits: editing, released: listReleasedItems, baseUrl: env.baseUrl, newId: () => ids.newId(), now }),
    ...createProgrammeImportCommands({ quick, edits: editing, readFile: readScheduleFile, findEvent }),
  }
  const mails = createProgrammeReleaseMails({ db, now, findEvent: findProgrammeEvent, appearanceOf, stagesOf: listStages, baseUrl: env.baseUrl, mailFrom: env.MAIL_FROM })
  return { programme, mails, endpoints: createProgrammeApi(programme) }
}
