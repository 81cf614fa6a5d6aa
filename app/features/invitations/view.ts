import type { Tone } from '#app/ui/status.tsx'
import type { InvitationState } from '#server/domain/invitations/answering.ts'

/** What an action answers. */
export type Answer<T = unknown> = { ok: true; value: T } | { ok: false; error: { message: string; fields: Record<string, string> } }

export const invitationTones: Record<InvitationState, Tone> = { invited: 'waiting', accepted: 'confirmed', waiting: 'waiting', maybe: 'waiting', declined: 'neutral', delegated: 'info', withdrawn: 'neutral' }

/** Labels of vocabulary codes, made by the loader: the lists themselves stay on the server. */
export type Labels = Record<string, string>
