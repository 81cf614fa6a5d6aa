import { expect, test } from 'vitest'

import { structure } from './structure.mjs'
import { brief, withTree } from './with-tree.mjs'

test('a tree that keeps the house rules has no problem', async () => {
  const tree = {
    'server/features/meetings/commands.ts': 'export const a = 1\n',
    'server/features/meetings/commands.test.ts': 'export const a = 1\n',
    'server/features/meetings/double-booking.test.ts': 'export const a = 1\n',
    'app/features/agenda/schema.ts': 'export const a = 1\n',
    'app/features/agenda/ui/day-ribbon.tsx': 'export const a = 1\n',
    'app/routes/e.$event.agenda/route.tsx': 'export default function Page() { return null }\n',
    'app/root.tsx': 'export default function App() { return null }\n',
    'emails/sign-in-code.tsx': 'export default function Mail() { return null }\n',
    'vite.config.ts': 'export default {}\n',
    'server/i18n/locales/zh-CN/common.json': '{}',
  }
  expect(brief(await withTree(tree, structure))).toEqual([])
})

test('names that say nothing, crooked names and files outside the closed lists are refused', async () => {
  const tree = {
    'server/domain/helpers.ts': 'export const a = 1\n',
    'app/lib/thing.ts': 'export const a = 1\n',
    'server/platform/MailSender.ts': 'export const a = 1\n',
    'server/features/meetings/service.ts': 'export const a = 1\n',
    'app/features/agenda/use-day.ts': 'export const a = 1\n',
  }
  expect(brief(await withTree(tree, structure))).toEqual([
    'app/features/agenda/use-day.ts:1 a page feature holds only schema.ts, view.ts, ui/*.tsx and tests',
    'app/lib/thing.ts:1 the name “lib” says nothing',
    'server/domain/helpers.ts:1 the name “helpers” says nothing',
    'server/features/meetings/service.ts:1 a server feature holds only commands, queries, store, jobs, socket, mail, api and tests',
    'server/platform/MailSender.ts:1 “MailSender” is not kebab-case',
  ])
})

test('default exports in any writing, and barrels, are refused', async () => {
  const tree = {
    'server/platform/clock.ts': '\nexport default function clock() {}\n',
    'server/platform/mail.ts': 'const a = 1\nexport default a\n',
    'server/platform/db.ts': 'const a = 1\nexport { a as default }\n',
    'app/ui/all.ts': "export * from './button.tsx'\nexport { a } from './a.tsx'\n",
  }
  expect(brief(await withTree(tree, structure))).toEqual([
    'app/ui/all.ts:1 a file that only passes on other files',
    'server/platform/clock.ts:2 default export',
    'server/platform/db.ts:2 default export',
    'server/platform/mail.ts:2 default export',
  ])
})
