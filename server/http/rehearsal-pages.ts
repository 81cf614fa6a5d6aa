import express, { Router, type RequestHandler } from 'express'
import { createElement as h, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

import { amountText } from '#server/domain/billing/currency.ts'
import { negotiateLocale, type Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'
import type { PaymentRehearsal } from '#server/platform/payment-rehearsal.ts'
import type { PayWay } from '#server/platform/payment-rehearsal-books.ts'

const ways = ['now', 'later', 'refused'] as const satisfies readonly PayWay[]
type Booked = NonNullable<ReturnType<PaymentRehearsal['find']>>

/** The demo's payment page: says on every line that it is a rehearsal, asks for no card, and moves no money. */
export function rehearsalPages(rehearsal: PaymentRehearsal): RequestHandler {
  const router = Router({ caseSensitive: true })
  router.get('/:sessionId', (request, response) => {
    const booked = rehearsal.find(request.params['sessionId'] ?? '')
    if (booked === undefined) return void response.status(404).type('text/plain').send('')
    response.set('Cache-Control', 'no-store').type('html').send(page(booked, negotiateLocale(request.headers['accept-language']), request.query['tried'] === '1'))
  })
  router.post('/:sessionId', express.urlencoded({ extended: false, limit: '10kb' }), (request, response) => {
    const sessionId = request.params['sessionId'] ?? ''
    const booked = rehearsal.find(sessionId)
    if (booked === undefined) return void response.status(404).type('text/plain').send('')
    const way = (request.body as { way?: string }).way
    if (way === 'settle' || way === 'fail') rehearsal.settle(sessionId, way === 'settle')
    else if (ways.includes(way as PayWay)) rehearsal.pay(sessionId, way as PayWay)
    const after = rehearsal.find(sessionId) ?? booked
    response.redirect(303, after.status === 'complete' && after.intent !== 'processing' ? after.successUrl : `${request.baseUrl}/${sessionId}${way === 'refused' ? '?tried=1' : ''}`)
  })
  return router
}

const style = `:root{color-scheme:light dark;--paper:#faf9f6;--ink:#1c1b19;--ink2:#5f5c55;--line:#d9d5cc;--sea:#0b5c8c;--on:#fff;--warn:#a8341c}
@media(prefers-color-scheme:dark){:root{--paper:#171614;--ink:#f1efe9;--ink2:#b3aea3;--line:#3b3833;--sea:#7cc0ea;--on:#10202b;--warn:#f0947f}}
*{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 "PingFang SC","HarmonyOS Sans SC","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif}
.mark{background:var(--warn);color:var(--paper);padding:12px 16px;font-weight:600;text-align:center}main{max-width:480px;margin:0 auto;padding:24px 16px}
h1{font-size:20px;margin:0 0 4px}.sum{font-size:28px;font-weight:600;font-variant-numeric:tabular-nums;margin:0 0 16px}dl{border-top:1px solid var(--line);margin:0 0 24px}
dl div{display:flex;justify-content:space-between;gap:16px;border-bottom:1px solid var(--line);padding:8px 0}dd{margin:0;font-variant-numeric:tabular-nums;white-space:nowrap}p{color:var(--ink2)}
button,a.back{display:block;width:100%;min-height:48px;margin:0 0 12px;border:1px solid var(--line);border-radius:6px;background:transparent;color:var(--ink);font:inherit;cursor:pointer;text-align:center;line-height:46px;text-decoration:none;padding:0 12px}
button.first{background:var(--sea);border-color:var(--sea);color:var(--on)}.bad{color:var(--warn)}button:focus-visible,a:focus-visible{outline:3px solid var(--sea);outline-offset:2px}`

function page(booked: Booked, locale: Locale, wasRefused: boolean): string {
  const t = translator(locale)
  const money = (minor: number): string => amountText(minor, booked.currency.toUpperCase(), locale)
  const button = (way: string, isFirst = false): ReactNode => h('button', { key: way, name: 'way', value: way, className: isFirst ? 'first' : undefined }, t(`tickets:rehearsal.${way}`))
  const acts = booked.status === 'open' ? ways.map((way, at) => button(way, at === 0)) : booked.intent === 'processing' ? [button('settle', true), button('fail')] : []
  const document = h('html', { lang: locale },
    h('head', null, h('meta', { charSet: 'utf-8' }), h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }), h('meta', { name: 'robots', content: 'noindex' }), h('link', { rel: 'icon', href: 'data:,' }), h('title', null, t('tickets:rehearsal.title')), h('style', { dangerouslySetInnerHTML: { __html: style } })),
    h('body', null,
      h('div', { className: 'mark', role: 'note' }, t('tickets:rehearsal.mark')),
      h('main', null,
        h('h1', null, t('tickets:rehearsal.heading')),
        h('p', { className: 'sum' }, money(booked.amount)),
        h('dl', null, booked.lines.map(({ name, amount }, at) => h('div', { key: at }, h('dt', null, name), h('dd', null, money(amount))))),
        wasRefused ? h('p', { className: 'bad', role: 'alert' }, t('tickets:rehearsal.wasRefused')) : null,
        h('p', null, t(`tickets:rehearsal.${booked.status === 'open' ? 'open' : booked.intent === 'processing' ? 'waiting' : 'over'}`)),
        h('form', { method: 'post' }, acts),
        h('a', { className: 'back', href: booked.status === 'open' ? booked.cancelUrl : booked.successUrl }, t('tickets:rehearsal.back')))))
  return `<!doctype html>${renderToStaticMarkup(document)}`
}
