import { describe, expect, it } from 'vitest'

import { hiddenFields, profileAsSeen, standingOf, viewerKinds, type ProfileRecord } from './profile-view.ts'

const record: ProfileRecord = {
  website: 'https://example.com', place: '北京', foundedOn: '2020', teamSize: 12, descriptionZh: '做机器人', descriptionEn: '',
  valuation: { minMinor: 100, maxMinor: 100, currency: 'CNY', approximate: false }, contact: { name: '王', email: 'w@example.com', phone: '+86' },
  people: [{ personId: 'p', nameZh: '李四', nameEn: '', titleZh: '', titleEn: '', email: 'li@example.com', phone: null }],
}

describe('a profile as somebody sees it', () => {
  it.each([
    ['partner', { valuation: false, contact: false, email: false }],
    ['agreed', { valuation: false, contact: false, email: true }],
    ['owner', { valuation: true, contact: true, email: true }],
    ['organizer', { valuation: true, contact: true, email: true }],
  ] as const)('%s', (kind, expected) => {
    const view = profileAsSeen(record, standingOf(kind))
    expect({ valuation: 'valuation' in view, contact: 'contact' in view, email: view.people[0]?.email !== undefined }).toEqual(expected)
  })

  it('names as hidden exactly what is left out', () => {
    for (const kind of viewerKinds) {
      const text = JSON.stringify(profileAsSeen(record, standingOf(kind)))
      const hidden = hiddenFields(standingOf(kind))
      expect({ kind, email: hidden.includes('email'), contact: hidden.includes('contact') }).toEqual({ kind, email: !text.includes('li@example.com'), contact: !text.includes('w@example.com') })
    }
  })
})
