import { workerData } from 'node:worker_threads'

import { runSecondLane, type LaneTask } from './lanes.ts'
import { stepBack } from './thread.ts'

const task = workerData as LaneTask
if (task.background) stepBack()
runSecondLane(task)
