import { Column, Row, Section } from '@react-email/components'
import { Fragment } from 'react'

import { colours } from './mail-style.ts'

/** One entry of somebody's day: when, what, and below it where and what is new of it. */
export type MailLine = { when: string; what: string; below: string; isGone?: boolean }

/** Entries of a day, one below the other. `whenWidth` in px fits the longest `when`. */
export function MailLines({ lines, whenWidth = 148 }: { lines: readonly MailLine[]; whenWidth?: number }) {
  return (
    <Section className="m-line" style={{ margin: '12px 0', borderTop: `1px solid ${colours.line}` }}>
      {lines.map(({ when, what, below, isGone = false }) => (
        <Row className="m-line" key={`${when} ${what}`} style={{ borderBottom: `1px solid ${colours.line}` }}>
          <Column className="m-ink" style={{ width: `${whenWidth}px`, padding: '8px 0', fontSize: '14px', fontVariantNumeric: 'tabular-nums', verticalAlign: 'top', textDecoration: isGone ? 'line-through' : 'none' }}><When text={when} /></Column>
          <Column className="m-ink" style={{ padding: '8px 0', fontSize: '16px', verticalAlign: 'top' }}>
            {what}
            {below !== '' && <div className="m-soft" style={{ fontSize: '14px', color: colours.soft }}>{below}</div>}
          </Column>
        </Row>
      ))}
    </Section>
  )
}

/** A time is not torn apart: where day and time don't fit in one line, the time begins the next. */
function When({ text }: { text: string }) {
  return text.split(/ (?=\d{2}:\d{2})/).map((part, at) => (
    <Fragment key={at}>
      {at > 0 && ' '}
      <span style={{ whiteSpace: 'nowrap' }}>{part}</span>
    </Fragment>
  ))
}
