import { Avatar } from '#app/ui/avatar.tsx'
import { TextLink } from '#app/ui/text-link.tsx'
import { usePick, useTranslate } from '#app/ui/translate.tsx'
import type { ProfileView } from '#server/domain/disclosure/profile-view.ts'

/** Description, website, people and, for who may see them, contact and value: exactly what came, nothing is hidden by looks. */
export function PersonProfile({ profile, valuation }: { profile: ProfileView; /** Written out by the loader. */ valuation?: string }) {
  const t = useTranslate()
  const pick = usePick()
  const description = pick(profile.descriptionZh, profile.descriptionEn)
  return (
    <div className="flex flex-col gap-4">
      {(description || profile.website) && (
        <section>
          <h2 className="text-xs font-medium text-ink-2">{t('matches:person.about')}</h2>
          {description && <p className="mt-1 max-w-prose whitespace-pre-line">{description}</p>}
          <p className="mt-1 flex flex-wrap gap-x-4 text-sm text-ink-2">
            {profile.website && <TextLink to={profile.website} rel="noopener noreferrer" target="_blank">{profile.website.replace(/^https?:\/\//, '')}</TextLink>}
            {[profile.place, profile.foundedOn].filter((text) => text !== '').map((text) => <span key={text} className="figures">{text}</span>)}
          </p>
        </section>
      )}
      <section>
        <h2 className="text-xs font-medium text-ink-2">{t('matches:person.people')}</h2>
        <ul className="mt-2 flex flex-col gap-3">
          {profile.people.map((person) => (
            <li key={person.personId} className="flex items-center gap-3">
              <Avatar name={pick(person.nameZh, person.nameEn)} />
              <span className="min-w-0">
                <span className="font-medium">{pick(person.nameZh, person.nameEn)}</span>
                <span className="ml-2 text-sm text-ink-2">{pick(person.titleZh, person.titleEn)}</span>
                {(person.email || person.phone) && <span className="figures block text-sm break-all text-ink-2">{[person.email, person.phone].filter(Boolean).join(' · ')}</span>}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {(profile.contact || valuation) && (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 border-t border-line pt-4 text-sm">
          {profile.contact && <><dt className="text-ink-2">{t('matches:profile.contact')}</dt><dd className="break-all">{[profile.contact.name, profile.contact.email, profile.contact.phone].filter(Boolean).join(' · ')}</dd></>}
          {valuation && <><dt className="text-ink-2">{t('matches:profile.valuation')}</dt><dd className="figures">{valuation}</dd></>}
        </dl>
      )}
    </div>
  )
}
