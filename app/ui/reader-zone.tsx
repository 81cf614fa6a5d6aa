import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

const ReaderZone = createContext<string | null>(null)

/** Gives every time on the page the reader's own zone: the chosen one, else the device's once the page has loaded. */
export function ReaderZoneProvider({ chosen, children }: { chosen: string | null; children: ReactNode }) {
  const [device, setDevice] = useState<string | null>(null)
  useEffect(() => setDevice(Intl.DateTimeFormat().resolvedOptions().timeZone), [])
  return <ReaderZone.Provider value={chosen ?? device}>{children}</ReaderZone.Provider>
}

/** The reader's IANA zone, or null while it isn't known. */
export function useReaderZone(): string | null {
  return useContext(ReaderZone)
}
