import { describe, expect, it } from 'vitest'
import { guessCurrency, guessMapping } from './import-mapping.ts'

describe('guessing which column is which', () => {
  it('by Chinese headings', () => {
    const headers = ['序号', '公司名称', '工商名称', '统一社会信用代码', '所属行业', '最新轮次', '融资金额（万元）', '联系人', '联系电话', '电子邮箱', '备注']
    expect(guessMapping(headers, [], 'startups').mapping).toEqual([null, 'name', 'legalName', 'uscc', 'sectors', 'round', 'roundAmount', 'contactName', 'contactPhone', 'contactEmail', 'remark'])
  })

  it('by traditional and English headings, whatever the case, spaces and punctuation', () => {
    expect(guessMapping(['公司名稱', '行業', '網址'], [], 'startups').mapping).toEqual(['name', 'sectors', 'website'])
    expect(guessMapping(['Fund Name', 'HQ_Location', 'Check Size (USD)', 'Sector Focus', 'Stage Focus', 'A.U.M.'], [], 'investors').mapping).toEqual(['name', 'place', 'ticket', 'prefSectors', 'prefRounds', 'aum'])
  })

  it('by headings in traditional characters, where the conversion is given', () => {
    const pairs: Record<string, string> = { 機: '机', 構: '构', 稱: '称', 階: '阶', 關: '关', 領: '领', 單: '单', 筆: '笔', 資: '资', 額: '额', 聯: '联', 絡: '络', 電: '电', 話: '话' }
    const simple = (text: string) => text.replace(/./gu, (character) => pairs[character] ?? character)
    expect(guessMapping(['機構名稱', '投資階段', '關注領域', '單筆投資金額', '聯絡人', '電話'], [], 'investors', simple).mapping).toEqual(['name', 'prefRounds', 'prefSectors', 'ticket', 'contactName', 'contactPhone'])
  })

  it('by what stands in the cells where headings say nothing or swap places', () => {
    const rows = [['远山', 'https://a.example', 'a@a.example', '13800138000'], ['近山', 'b.example', 'b@b.example', '010-62345678']]
    expect(guessMapping(['a', 'b', 'c', 'd'], rows, 'startups').mapping).toEqual(['name', 'website', 'contactEmail', 'contactPhone'])
    expect(guessMapping(['单位', '邮箱', '电话'], [['远山', '13800138000', 'a@a.example']], 'startups').mapping).toEqual(['name', 'contactEmail', 'contactPhone'])
  })

  it('a place with counts of past deals is a preference, a plain one a seat', () => {
    expect(guessMapping(['机构', '地区'], [['远山', '北京(3)、上海(1)']], 'investors').mapping).toEqual(['name', 'prefRegions'])
    expect(guessMapping(['机构', '地区'], [['远山', '北京']], 'investors').mapping).toEqual(['name', 'place'])
  })

  it('people have a name and an organization', () => {
    expect(guessMapping(['姓名', '单位', '职务', '手机', '邮箱'], [], 'people').mapping).toEqual(['personName', 'organization', 'title', 'phone', 'email'])
    expect(guessMapping(['Name', 'Company', 'Job title', 'E-mail'], [], 'people').mapping).toEqual(['personName', 'organization', 'title', 'email'])
  })

  it('one column per field unless several may feed it; nothing at all is no accident', () => {
    expect(guessMapping(['行业', '子行业', '名称', '名称'], [], 'startups').mapping).toEqual(['sectors', 'sectors', 'name', null])
    expect([guessMapping([], [], 'startups'), guessMapping([''], [], 'startups').mapping]).toEqual([{ mapping: [], confidence: [] }, [null]])
    expect([guessCurrency(['名称']), guessCurrency(['name'])]).toEqual(['CNY', 'USD'])
  })
})
