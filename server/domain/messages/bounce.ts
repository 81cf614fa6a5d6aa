/** How a mail server answered: `code` of RFC 5321, `enhanced` of RFC 3463 (`5.1.1`) where it gave one, `command` that it answered, and its words. */
export type SmtpReply = { code: number; enhanced: string; command: string; words?: string }

/** Said of whoever sends or of what is sent: with a bare 550 or 553 a relay that doesn't know us would have every reader struck off. */
const notOfTheReader = /relay|authent|denied|not (allowed|permitted|authori[sz]ed)|polic|spam|block|blacklist|sender|quota|full\b/i

/**
 * What a refusal for good means: `address` where there is no such mailbox, and none will be there tomorrow; `refused` where
 * this mail wasn't wanted (policy, content, size, a full mailbox); `ours` where our own account or sender is at fault: another
 * try may help, and no recipient is to blame. Null: not for good.
 */
export function refusalOf({ code, enhanced, command, words = '' }: SmtpReply): 'address' | 'refused' | 'ours' | null {
  if (code < 500 || code > 599) return null
  if (!/^(RCPT TO|DATA|)$/i.test(command)) return 'ours'
  if (!/^RCPT TO$/i.test(command)) return 'refused'
  if (enhanced !== '') return /^5\.1\.(1|2|3|6|10)$|^5\.2\.1$/.test(enhanced) ? 'address' : 'refused'
  return [550, 551, 553].includes(code) && !notOfTheReader.test(words) ? 'address' : 'refused'
}
