import { expect, test } from 'vitest'

import { boundaries } from './boundaries.mjs'
import { withTree } from './with-tree.mjs'

const thing = 'export const thing = 1\nexport type Thing = 1\n'
const rulesOf = (problems) => problems.map(({ file, line, mend }) => `${file}:${line} ${mend.match(/\(([\w-]+)\)$/)?.[1]}`).sort()
const check = async (tree) => rulesOf(await withTree(tree, boundaries, ['tsconfig.json', 'package.json']))

test('what the arrows allow is allowed', { timeout: 60_000 }, async () => {
  const tree = {
    'server/domain/shared/time.ts': "import { DateTime } from 'luxon'\nexport const now = DateTime\nexport const thing = 1\n",
    'server/domain/meetings/rule.ts': "import { thing } from '#server/domain/shared/time.ts'\nexport const a = thing\n",
    'server/protocol/facts.ts': "import { z } from 'zod'\nexport const a = z\n",
    'server/features/people/commands.ts': thing,
    'server/features/meetings/commands.ts': "import type { Thing } from '#server/features/people/commands.ts'\nexport type A = Thing\n",
    'server/platform/db.ts': "import Database from 'better-sqlite3'\nexport const a = Database\n",
    'app/features/agenda/view.ts': "import type { Thing } from '#server/features/people/commands.ts'\nimport { a } from '#server/domain/meetings/rule.ts'\nexport const b = a\nexport type C = Thing\n",
    'tests/integration/a.test.ts': "import { thing } from '#server/features/people/commands.ts'\nvoid thing\n",
  }
  expect(await check(tree)).toEqual([])
})

test('every wall stops whoever walks through it', { timeout: 60_000 }, async () => {
  const take = (path) => `import { thing } from '${path}'\nexport const other = thing\n`
  const tree = {
    'server/features/people/commands.ts': thing,
    'server/features/meetings/commands.ts': take('#server/features/people/commands.ts'),
    'server/domain/a.ts': `import { z } from 'zod'\nexport const a = z\n`,
    'server/protocol/a.ts': take('#server/platform/clock.ts'),
    'server/platform/clock.ts': thing,
    'server/platform/nosy.ts': take('#server/features/people/commands.ts'),
    'server/jobs/mail.ts': "\nimport nodemailer from 'nodemailer'\nexport const a = nodemailer\n",
    'server/http/when.ts': "import { DateTime } from 'luxon'\nexport const a = DateTime\n",
    'server/http/page.ts': take('#app/features/other/view.ts'),
    'server/http/tested.ts': take('#tests/factories/person.ts'),
    'server/http/lost.ts': take('./nowhere.ts'),
    'tests/factories/person.ts': thing,
    'app/features/agenda/view.ts': take('#app/features/other/view.ts'),
    'app/features/other/view.ts': thing,
    'app/http/reach.ts': take('#server/features/people/commands.ts'),
    'app/ui/button.tsx': take('#app/features/other/view.ts'),
    'emails/mail.tsx': take('#server/features/people/commands.ts'),
    'prisma/seed.ts': take('#server/features/people/commands.ts'),
    'server/jobs/one.ts': "import { two } from './two.ts'\nexport const one = () => two\n",
    'server/jobs/two.ts': "import { one } from './one.ts'\nexport const two = () => one\n",
  }
  expect(await check(tree)).toEqual([
    'app/features/agenda/view.ts:1 app-features-do-not-meet',
    'app/http/reach.ts:1 app-knows-only-rules-wire-and-words',
    'app/ui/button.tsx:1 ui-knows-no-product',
    'emails/mail.tsx:1 mails-are-props-in-html-out',
    'prisma/seed.ts:1 prisma-is-below',
    'server/domain/a.ts:1 domain-is-alone',
    'server/features/meetings/commands.ts:1 server-features-meet-in-app',
    'server/http/lost.ts:1 found',
    'server/http/page.ts:1 arrows-run-one-way',
    'server/http/tested.ts:1 nothing-imports-tests',
    'server/http/when.ts:1 time-has-one-door',
    'server/jobs/mail.ts:2 outside-things-live-in-platform',
    'server/jobs/one.ts:1 no-cycles',
    'server/platform/nosy.ts:1 platform-knows-no-features',
    'server/protocol/a.ts:1 protocol-is-small',
  ])
})
