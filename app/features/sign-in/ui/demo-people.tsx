import { Form } from '@remix-run/react'
import { ArrowRight } from 'lucide-react'

import { Avatar } from '#app/ui/avatar.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { DemoGroup } from '#server/features/identity/queries.ts'

/** The demo's invented people, by role; one press signs in. */
export function DemoPeople({ groups }: { groups: DemoGroup[] }) {
  const t = useTranslate()
  const pick = usePick()
  return (
    <section className="mt-12 border-t border-line pt-6">
      <h2 className="text-lg">{t('auth:demo.title')}</h2>
      <p className="mb-4 text-sm text-ink-2">{t('auth:demo.lead')}</p>
      {groups.map(({ role, people }) => (
        <section key={role} className="mb-4">
          <h3 className="mb-1 text-xs font-medium text-ink-2">{t(`auth:roles.${role}`)}</h3>
          <ul className="border-t border-line">
            {people.map((person) => {
              const name = pick(person.nameZh, person.nameEn)
              return (
                <li key={person.personId} className="border-b border-line">
                  <Form method="post" action={`/sign-in/demo/${person.personId}`} reloadDocument>
                    <button type="submit" aria-label={t('auth:demo.enter', { name })} className="group flex min-h-12 w-full items-center gap-3 px-2 py-1.5 text-left hover:bg-sunk">
                      <Avatar name={name} size="sm" />
                      <span className="min-w-0 flex-1 leading-snug">
                        <span className="block truncate">{name}</span>
                        {person.organization && <span className="block truncate text-xs text-ink-2">{pick(person.organization.nameZh, person.organization.nameEn)}</span>}
                      </span>
                      <ArrowRight aria-hidden size={16} className="text-ink-3 group-hover:text-sea-ink" />
                    </button>
                  </Form>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </section>
  )
}
