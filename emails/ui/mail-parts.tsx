import { Button, Column, Heading, Link, Row, Section, Text } from '@react-email/components'
import type { ReactNode } from 'react'

import type { Locale } from '#server/i18n/locales.ts'
import { translator } from '#server/i18n/server-messages.ts'

import { colours } from './mail-style.ts'

export function MailHeading({ children }: { children: ReactNode }) {
  return <Heading as="h1" className="m-ink" style={{ margin: '0 0 12px', fontSize: '22px', lineHeight: '30px', fontWeight: 600 }}>{children}</Heading>
}

export function MailText({ children, soft = false }: { children: ReactNode; soft?: boolean }) {
  return <Text className={soft ? 'm-soft' : 'm-ink'} style={{ margin: '0 0 12px', fontSize: soft ? '14px' : '16px', lineHeight: 1.65, color: soft ? colours.soft : colours.ink }}>{children}</Text>
}

/** The one thing to do. `href` is absolute. */
export function MailButton({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Section style={{ margin: '16px 0' }}>
      <Button href={href} className="m-button" style={{ display: 'inline-block', background: colours.sea, color: '#ffffff', borderRadius: '4px', padding: '12px 24px', fontSize: '16px', fontWeight: 600, textDecoration: 'none' }}>{children}</Button>
    </Section>
  )
}

/** What the calendar file of a mail does, and how a calendar follows by itself. `link`: the reader's agenda, where the subscription is. */
export function MailCalendar({ locale, said, link }: { locale: Locale; said: string; link: string }) {
  return (
    <Section className="m-wash" style={{ margin: '16px 0 0', padding: '12px 16px', background: colours.wash, borderRadius: '4px' }}>
      <Text className="m-ink" style={{ margin: 0, fontSize: '14px', lineHeight: 1.65, color: colours.ink }}>
        {said}{' '}
        <Link className="m-sea" href={`${link}#feed`} style={{ color: colours.sea, textDecoration: 'underline' }}>{translator(locale)('mail:calendar.subscribe')}</Link>
      </Text>
    </Section>
  )
}

/** Facts in two columns: when, where, with whom. */
export function MailFacts({ facts }: { facts: { label: string; value: ReactNode }[] }) {
  return (
    <Section className="m-line" style={{ margin: '12px 0', borderTop: `1px solid ${colours.line}` }}>
      {facts.map(({ label, value }) => (
        <Row key={label} className="m-line" style={{ borderBottom: `1px solid ${colours.line}` }}>
          <Column className="m-soft" style={{ width: '96px', padding: '8px 0', fontSize: '14px', color: colours.soft, verticalAlign: 'top' }}>{label}</Column>
          <Column className="m-ink" style={{ padding: '8px 0', fontSize: '16px', fontVariantNumeric: 'tabular-nums' }}>{value}</Column>
        </Row>
      ))}
    </Section>
  )
}
