import type { Demo } from '../demo-server.ts'

type Moderated = { questions: { id: string; version: number; state: string }[]; polls: { id: string; version: number }[] }

/** A stage in a rehearsal, driven over the API: the first talk runs, a question is pinned, the result of a poll is shown beside it. */
export class Rehearsal {
  constructor(private readonly demo: Demo, private readonly stageId: string) {}

  private async call<T>(role: string, path: string, body?: object): Promise<T> {
    const headers = { 'Authorization': `Bearer ${this.demo.person(role).apiToken}`, 'Content-Type': 'application/json' }
    const answer = await fetch(`${this.demo.url}/api/v1${path}`, body === undefined ? { headers } : { method: 'POST', body: JSON.stringify(body), headers })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return (await answer.json()) as T
  }

  private get stage(): string {
    return `/stages/${this.stageId}`
  }

  private async moderated(): Promise<Moderated> {
    return (await this.call<{ snapshot: Moderated }>('organizer', `${this.stage}/moderation`)).snapshot
  }

  async run(): Promise<void> {
    let { state } = await this.call<{ state: { seq: number } }>('organizer', `${this.stage}/open`, { seq: 0 })
    for (let i = 0; i < 2; i += 1) ({ state } = await this.call<{ state: { seq: number } }>('organizer', `${this.stage}/steps`, { seq: state.seq, act: 'next' }))
    await this.call('organizer', `${this.stage}/message`, { text: '请收尾', tone: 'urgent' })
  }

  async pinQuestion(text: string): Promise<void> {
    const { questionId } = await this.call<{ questionId: string }>('investor', `${this.stage}/questions`, { text, isAnonymous: false, key: 'question-of-the-rehearsal' })
    for (const act of ['show', 'pin']) {
      const version = (await this.moderated()).questions.find(({ id }) => id === questionId)?.version
      await this.call('organizer', `/questions/${questionId}/moderate`, { version, act })
    }
  }

  async revealPoll(titleZh: string, titleEn: string): Promise<void> {
    const options = [{ textZh: '技术', textEn: 'Technology' }, { textZh: '市场', textEn: 'Market' }]
    const { pollId } = await this.call<{ pollId: string }>('organizer', `${this.stage}/polls`, { titleZh, titleEn, options, mostChoices: 1, mayChange: true })
    for (const act of ['open', 'close', 'reveal']) {
      const version = (await this.moderated()).polls.find(({ id }) => id === pollId)?.version
      await this.call('organizer', `/polls/${pollId}/act`, { version, act })
    }
  }
}
