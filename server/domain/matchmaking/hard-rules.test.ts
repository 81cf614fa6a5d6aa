import { describe, expect, it } from 'vitest'

import { fundOf, startupOf } from '#tests/factories/parties.ts'

import { defaultSettings } from '../events/settings.ts'
import { explainPair } from './explain.ts'
import { blockOf } from './hard-rules.ts'
import { because } from './party.ts'

const fund = fundOf('远帆资本', { sectors: ['cgt'] })
const foreign = fundOf('Northwind Endowment', { sectors: ['cgt'] }, { subkind: 'endowment', region: 'us' })
const company = startupOf('康元细胞', { sectors: ['cgt'] })

describe('hard rules', () => {
  it.each([
    ['nobody meets the own organization', fund, startupOf('自家', { organizationId: fund.party.organizationId }), { code: 'same_organization', params: {} }],
    ['an avoid list is kept by name, however it is written', fund, startupOf('回避者', {}, { avoidOrganizations: ['远帆 资本'] }), { code: 'avoid_list', params: {} }],
    ['an avoid list is kept by id', fund, startupOf('回避者', {}, { avoidOrganizations: ['o-远帆资本'] }), { code: 'avoid_list', params: {} }],
    ['the entry rule keeps out', fundOf('未核基金', {}, { entryRefusal: because('entry.claim_missing', { claim: 'aum' }) }), company, { code: 'entry_buyer', params: { claim: 'aum' } }],
    ['a kind of money that was not asked for stays away', fund, startupOf('只见险资', {}, { seeks: ['insurer'] }), { code: 'recipient_kind', params: { kind: 'vc' } }],
    ['a field the fund never invests in, and all beneath it', fundOf('不投医药', { avoidSectors: ['biomed'] }), company, { code: 'avoided_sector', params: { sector: 'cgt' } }],
    ['the negative list closes a field to foreign capital', foreign, company, { code: 'negative_list', params: { sector: 'cgt', heading: '科学研究和技术服务业', source: '外商投资准入特别管理措施（负面清单）（2024年版）', version: '2024' } }],
    ['a seat in Hong Kong counts as foreign for the list', fundOf('香江资本', {}, { region: 'cn-hk' }), startupOf('游戏', { sectors: ['gaming'] }), expect.objectContaining({ code: 'negative_list' })],
    ['domestic capital may', fund, company, null],
  ])('%s', (_name, buyer, seller, expected) => expect(blockOf(buyer, seller, defaultSettings)).toEqual(expected))

  it('sides that may not ask each other do not meet', () => {
    expect(blockOf(fund, company, { pairRules: [] })).toEqual({ code: 'pair_not_allowed', params: { from: 'investor', to: 'startup' } })
  })

  it('a forbidden pair has no total, however well it fits', () => {
    const told = explainPair(foreign, company, { settings: defaultSettings, metBefore: false })
    expect({ total: told.total, blocked: told.blocked?.code, fits: told.forBuyer.score > 50 }).toEqual({ total: 0, blocked: 'negative_list', fits: true })
  })

  it('a restricted field is allowed and said', () => {
    const cloud = startupOf('云图', { sectors: ['cloud_bigdata'] })
    const told = explainPair(foreign, cloud, { settings: defaultSettings, metBefore: true })
    expect({ blocked: told.blocked, notes: told.notes.map((note) => note.code) }).toEqual({ blocked: null, notes: ['restricted_share', 'met_before'] })
  })
})
