import { createContext } from 'react'

/** Absolute address of the page on which the reader can leave mails of this purpose; null where there is nothing to leave. */
export const LeaveLink = createContext<string | null>(null)
