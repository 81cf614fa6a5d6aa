import { expect, test } from 'vitest'

import { environment } from './environment.mjs'
import { brief, withTree } from './with-tree.mjs'

test('the example lists what the schema knows, and nobody reads past it', async () => {
  const tree = {
    'server/platform/env.ts': 'const schema = z.object({\n  PORT: z.number(),\n  SECRET_WORD: z.string(),\n  DEMO_SIZE: z.string(),\n})\nreadEnv(process.env)\n',
    '.env.example': '# a port\nPORT=1\nOLD_NAME=\n# METRICS=\n',
    'server/features/meetings/mail.ts': '\nexport const a = process.env.PORT\n',
  }
  expect(brief(await withTree(tree, environment))).toEqual([
    '.env.example:3 OLD_NAME is read by nobody',
    '.env.example:4 METRICS is read by nobody',
    'server/features/meetings/mail.ts:2 reads the environment',
    'server/platform/env.ts:3 SECRET_WORD is not in .env.example',
  ])
})
