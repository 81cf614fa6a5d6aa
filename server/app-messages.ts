import type { Ground } from '#server/app.ts'
import { demoDigestWindowMs, digestWindowMs } from '#server/domain/messages/agenda-news.ts'
import * as cards from '#server/features/agenda/store.ts'
import { createAnnouncementCommands } from '#server/features/announcements/commands.ts'
import { createAnnouncementMails } from '#server/features/announcements/mail.ts'
import { createAnnouncementQueries } from '#server/features/announcements/queries.ts'
import { diary } from '#server/features/diary/store.ts'
import { createMailChoiceCommands } from '#server/features/mail-choices/commands.ts'
import { createMailChoiceQueries, createMailGate } from '#server/features/mail-choices/queries.ts'
import { createMessagesCommands } from '#server/features/messages/commands.ts'
import { createMailJobs, mailJobOf } from '#server/features/messages/jobs.ts'
import { renderMail, type MailTemplates } from '#server/features/messages/mail.ts'
import { createMessagesQueries } from '#server/features/messages/queries.ts'
import { createMailPreview } from '#server/features/mail-preview/queries.ts'
import { createReminders } from '#server/features/reminders/jobs.ts'
import { createReminderMails } from '#server/features/reminders/mail.ts'
import { createRobotNewsJobs } from '#server/features/robot-news/jobs.ts'
import { createRobotCommands } from '#server/features/robots/commands.ts'
import { createRobotJobs, robotJob } from '#server/features/robots/jobs.ts'
import { createRobotQueries } from '#server/features/robots/queries.ts'
import { listRobots } from '#server/features/robots/store.ts'
import type { JobHandler } from '#server/jobs/registry.ts'
import { createRobotPost } from '#server/platform/robot-post.ts'
import { openText, sealText } from '#server/platform/secrets.ts'

/** Mails to people: what went out, what they say about being written to, and the jobs that send. */
export function createMessageSide(ground: Ground) {
  const { db, clock, ids, mailer, quick, work, appSecret, env: { hasMailbox, isDemo, MAIL_FROM, baseUrl } } = ground
  const now = (): number => clock.now()
  const mailDomain = MAIL_FROM.split('@').at(-1) ?? 'touhai.invalid'
  const gate = createMailGate({ db, now, appSecret, baseUrl, keepsQuiet: !hasMailbox })
  const robots = createRobots(ground)
  const sendJob = (template: string) => (mailId: string) => mailJobOf(template).request({ mailId })
  const reminders = createReminders({ db, clock, ids, quick, mailDomain, sendJob: sendJob('day_reminder') })
  return {
    features: {
      robots: robots.features,
      messages: { ...createMessagesQueries({ db, hasMailbox }), ...createMessagesCommands({ work, quick, mailDomain }) },
      announcements: { ...createAnnouncementQueries({ db }), ...createAnnouncementCommands({ quick, mailDomain, sendJob: sendJob('announcement') }) },
      mailPreview: createMailPreview({ now, render: renderMail }),
      mailChoices: { ...createMailChoiceQueries({ db, appSecret }), ...createMailChoiceCommands({ quick, appSecret }) },
    },
    jobHandlers: [...robots.jobHandlers, ...reminders.jobHandlers],
    scheduleReminders: reminders.schedule,
    mails: { ...createAnnouncementMails({ db, now, baseUrl }), ...createReminderMails({ db, now, diary, cards, baseUrl }) },
    /** The jobs that send every mail there is. */
    sending: (templates: MailTemplates): JobHandler[] => createMailJobs({ db, clock, mailer, keepContent: hasMailbox, templates, gate, newId: () => ids.newId(), windowMs: isDemo ? demoDigestWindowMs : digestWindowMs }),
  }
}

/** Robots in group chats: who they are, what they say of what everybody hears, and the jobs that say it. */
function createRobots({ db, clock, ids, quick, appSecret, robotPost = createRobotPost() }: Ground) {
  const purpose = 'robot'
  const seal = (text: string): string => sealText(appSecret, purpose, text)
  const open = (sealed: string): string | null => openText(appSecret, purpose, sealed)
  return {
    features: { ...createRobotQueries({ db }), ...createRobotCommands({ quick, seal }) },
    jobHandlers: [
      ...createRobotNewsJobs({ db, newId: () => ids.newId(), listRobots, sayJob: (robotId) => robotJob.request({ robotId }) }),
      ...createRobotJobs({ db, now: () => clock.now(), post: robotPost, open }),
    ],
  }
}
