/**
 * Condition on the column of an address: a mail can arrive there. Of who was registered at the door nothing but a name may be
 * known, and what stands for the address is under `.invalid` (RFC 2606).
 */
export const isReachable = (column: string): string => `${column} NOT LIKE '%.invalid'`
