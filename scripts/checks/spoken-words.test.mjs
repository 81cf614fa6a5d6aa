import { expect, test } from 'vitest'

import { spokenWords } from './spoken-words.mjs'
import { brief, withTree } from './with-tree.mjs'

test('words written into a page or a mail are found, keys and names are not', async () => {
  const tree = {
    'app/ui/a.tsx': 'export const A = () => (\n<p title="Close the dialog">\n<b aria-label={label} className="wide">Save</b>\n<i placeholder="name">{t(\'a:b\')} · 投海 </i></p>)\n',
    'emails/b.tsx': 'export const B = () => <p>你好</p>\n',
    'app/c.tsx': "export const C = () => <p className=\"a b\" data-x=\"some words\"><kbd>Ctrl</kbd>{' · '}—</p>\n",
  }
  expect(brief(await withTree(tree, spokenWords))).toEqual([
    'app/ui/a.tsx:2 words written into the page: “Close the dialog”',
    'app/ui/a.tsx:3 words written into the page: “Save”',
    'app/ui/a.tsx:4 words written into the page: “name”',
    'app/ui/a.tsx:4 words written into the page: “· 投海”',
    'emails/b.tsx:1 words written into the page: “你好”',
  ])
})
