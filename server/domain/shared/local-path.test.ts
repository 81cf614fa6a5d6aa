import { expect, test } from 'vitest'

import { localPath } from './local-path.ts'

test.each(['/', '/events/haidian-2026/agenda', '/search?q=%E6%B5%B7%E6%B7%80&a=b', '/organize/x#grid', '/a//b'])('%s stays as it is', (path) => {
  expect(localPath(path)).toBe(path)
})

test.each([
  '//evil.example', '///evil.example', '/\\evil.example', '\\\\evil.example', '/\\/evil.example', 'https://evil.example', 'javascript:alert(1)',
  'evil.example', '', '/a\r\nSet-Cookie: a=b', '/\t/evil.example', '/\n/evil.example', '/a\\b', '/.//evil.example', '/..//evil.example', '/%2e//evil.example',
  '/a\0b', `/${'a'.repeat(1_000)}`, '/\ud800', null, undefined, 7, ['/a'],
])('%j leads home', (path) => {
  expect(localPath(path)).toBe('/')
})

test('dot segments are taken out before anybody else can', () => {
  expect(localPath('/a/../b')).toBe('/b')
})
