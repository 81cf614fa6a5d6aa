import { Breadcrumb } from '#app/ui/breadcrumb.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { MailboxMail } from '#server/features/messages/queries.ts'

/** One mail as its reader gets it. The frame runs nothing and may reach nothing; links open beside it. */
export function MailView({ mail }: { mail: MailboxMail }) {
  const t = useTranslate()
  return (
    <article className="min-w-0">
      <div className="lg:hidden"><Breadcrumb trail={[{ to: `/mailbox?${new URLSearchParams({ to: mail.toEmail })}`, label: t('auth:mailbox.from') }]} /></div>
      <h2 className="text-lg">{mail.subject}</h2>
      <p className="mb-4 text-sm text-ink-2">{mail.toEmail}</p>
      <iframe title={t('auth:mailbox.html')} sandbox="allow-popups allow-top-navigation-by-user-activation" srcDoc={`<base target="_top">${mail.html}`} className="h-[36rem] w-full rounded-sm border border-line bg-sheet" />
      <details className="mt-4 border-t border-line pt-3" open>
        <summary className="text-sm font-medium">{t('auth:mailbox.text')}</summary>
        <pre data-mail-text tabIndex={0} className="mt-2 overflow-x-auto rounded-sm bg-sunk p-3 font-mono text-xs whitespace-pre-wrap">{mail.text}</pre>
      </details>
      {mail.calendar && (
        <details className="mt-4 border-t border-line pt-3" open>
          <summary className="text-sm font-medium">{t('auth:mailbox.calendar')}</summary>
          <pre data-mail-calendar tabIndex={0} className="mt-2 overflow-x-auto rounded-sm bg-sunk p-3 font-mono text-xs">{mail.calendar}</pre>
        </details>
      )}
    </article>
  )
}
