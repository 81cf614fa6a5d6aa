import { err, ok, type Result } from '#server/domain/shared/result.ts'
import { editProgrammeInput, type EditProgrammeInput } from '#server/protocol/inputs/programme.ts'

/** The board sends an edit as JSON in one field. What its own forms can't send is malformed. */
export function programmeEditFrom(eventId: string, sent: FormDataEntryValue | null): Result<EditProgrammeInput> {
  try {
    const parsed = editProgrammeInput.safeParse({ eventId, edit: JSON.parse(String(sent)) as unknown })
    return parsed.success ? ok(parsed.data) : err('input.malformed')
  } catch {
    return err('input.malformed')
  }
}
