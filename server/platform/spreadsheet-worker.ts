import { parentPort, workerData } from 'node:worker_threads'

import { readSpreadsheet } from './spreadsheet-read.ts'

parentPort?.postMessage(await readSpreadsheet(workerData as Uint8Array))
