/** Rows of one statement: databases limit how many values it may carry. */
const rowsPerStatement = 400

export function chunks<T>(items: readonly T[], size = rowsPerStatement): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size))
}

/** Everything found for a long list of keys, a few hundred at a time. */
export async function forMany<Key, Row>(keys: readonly Key[], find: (some: Key[]) => Promise<Row[]>): Promise<Row[]> {
  const found: Row[] = []
  for (const some of chunks(keys)) found.push(...(await find(some)))
  return found
}

/** Writes many rows, a few hundred at a time. */
export async function insertMany<Row>(rows: readonly Row[], insert: (data: Row[]) => Promise<unknown>): Promise<void> {
  for (const some of chunks(rows)) await insert(some)
}
