import { useRoom, type RoomLink } from '#app/http/use-room.ts'
import { useServerClock, useTick } from '#app/http/server-clock.ts'
import type { CrewSnapshot, StageSnapshot } from '#server/protocol/stage.ts'

import { crewStep, lookAt, stageStep, tickToward, type StageLook } from '../view.ts'

export type LoadedStage = { room: string; stage: { snapshot: StageSnapshot; seq: number }; now: number }

export type LiveStage = { snapshot: StageSnapshot; link: RoomLink; look: StageLook; /** The server's time. */ now: number; clock: () => number }

/** Follows a stage; `now` and `look` change with every second of its countdown. */
export function useStage(loaded: LoadedStage): LiveStage {
  const { snapshot, link } = useRoom({ room: loaded.room, loaded: loaded.stage, step: stageStep })
  const clock = useServerClock(loaded.now)
  const now = useTick(clock, loaded.now, tickToward(snapshot.state))
  return { snapshot, link, look: lookAt(snapshot, now), now, clock }
}

/** Follows what only the crew sees. */
export function useCrew(loaded: { crewRoom: string; crew: { snapshot: CrewSnapshot; seq: number } }): CrewSnapshot {
  return useRoom({ room: loaded.crewRoom, loaded: loaded.crew, step: crewStep }).snapshot
}
