import { Checkbox } from '#app/ui/checkbox.tsx'
import { MultiSelect } from '#app/ui/multi-select.tsx'
import { RadioGroup } from '#app/ui/radio-group.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { useTranslate } from '#app/ui/translate.tsx'
import type { Mandate, Need, Thesis } from '#server/domain/matchmaking/preferences.ts'
import type { OwnProfile } from '#server/features/profiles/queries.ts'

import type { ProfileOptions } from '../view.ts'

type Errors = Record<string, string>
type Range = { from: string; to: string; currency: string }
const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'SGD'].map((code) => ({ value: code, label: code }))

/** Two languages side by side; on a phone one under the other. */
export function CardFields({ fields, options, errors }: { fields: OwnProfile['fields']; options: ProfileOptions; errors: Errors }) {
  const t = useTranslate()
  const line = (name: 'nameZh' | 'nameEn' | 'oneLinerZh' | 'oneLinerEn') => <TextInput name={name} label={t(`matches:profile.${name}`)} defaultValue={fields[name]} error={errors[name]} lang={name.endsWith('En') ? 'en' : 'zh-CN'} />
  const block = (name: 'descriptionZh' | 'descriptionEn') => <TextArea name={name} label={t(`matches:profile.${name}`)} defaultValue={fields[name]} error={errors[name]} lang={name.endsWith('En') ? 'en' : 'zh-CN'} />
  const one = (name: 'stage' | 'round' | 'region', label: string, list: 'companyStages' | 'rounds' | 'regions') => <Select name={name} label={label} options={options[list]} placeholder={t('matches:profile.none')} defaultValue={fields[name]} error={errors[name]} />
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">{line('nameZh')}{line('nameEn')}{line('oneLinerZh')}{line('oneLinerEn')}{block('descriptionZh')}{block('descriptionEn')}</div>
      <TextInput name="website" label={t('matches:profile.website')} defaultValue={fields.website} error={errors['website']} inputMode="url" />
      <MultiSelect name="sectors" label={t('matches:profile.sectors')} options={options.sectors} defaultValue={fields.sectors} error={errors['sectors']} />
      <div className="grid gap-4 sm:grid-cols-3">
        {one('stage', t('matches:profile.stage'), 'companyStages')}{one('round', t('matches:profile.latestRound'), 'rounds')}{one('region', t('matches:profile.region'), 'regions')}
      </div>
    </>
  )
}

function RangeFields({ name, range, from, to, errors }: { name: string; range: Range; from: string; to: string; errors: Errors }) {
  const t = useTranslate()
  return (
    <div className="grid grid-cols-2 gap-4 sm:grid-cols-[1fr_1fr_8rem]">
      <TextInput name={`${name}.from`} label={from} defaultValue={range.from} error={errors[`${name}.from`]} inputMode="decimal" />
      <TextInput name={`${name}.to`} label={to} defaultValue={range.to} error={errors[`${name}.to`]} inputMode="decimal" />
      <Select name={`${name}.currency`} label={t('matches:profile.currency')} options={currencies} defaultValue={range.currency} />
    </div>
  )
}

type Fields<Body> = { body: Body; range: Range; options: ProfileOptions; errors: Errors }

export function ThesisFields({ body, range, options, errors }: Fields<Thesis>) {
  const t = useTranslate()
  return (
    <>
      <MultiSelect name="body.sectors" label={t('matches:profile.wantSectors')} options={options.sectors} defaultValue={body.sectors} />
      <MultiSelect name="body.rounds" label={t('matches:profile.wantRounds')} options={options.rounds} defaultValue={body.rounds} />
      <MultiSelect name="body.stages" label={t('matches:profile.wantStages')} options={options.companyStages} defaultValue={body.stages} />
      <RangeFields name="body.ticket" range={range} from={t('matches:profile.ticketMin')} to={t('matches:profile.ticketMax')} errors={errors} />
      <MultiSelect name="body.instruments" label={t('matches:profile.instruments')} options={options.instruments} defaultValue={body.instruments} />
      <MultiSelect name="body.regions" label={t('matches:profile.wantRegions')} options={options.regions} defaultValue={body.regions} />
      <MultiSelect name="body.intents" label={t('matches:profile.intents')} options={options.cvcIntents} defaultValue={body.intents} />
      <MultiSelect name="body.avoidSectors" label={t('matches:profile.avoidSectors')} options={options.sectors} defaultValue={body.avoidSectors} />
      <TextArea name="body.notes" label={t('matches:profile.notes')} defaultValue={body.notes} error={errors['body.notes']} optional />
    </>
  )
}

export function MandateFields({ body, range, options, errors }: Fields<Mandate>) {
  const t = useTranslate()
  const controls = (['control', 'minority', 'either'] as const).map((value) => ({ value, label: t(`matches:profile.controls.${value}`) }))
  const markets = (['domestic', 'overseas', 'either'] as const).map((value) => ({ value, label: t(`matches:profile.markets.${value}`) }))
  return (
    <>
      <MultiSelect name="body.sectors" label={t('matches:profile.wantSectors')} options={options.sectors} defaultValue={body.sectors} />
      <RangeFields name="body.dealSize" range={range} from={t('matches:profile.dealMin')} to={t('matches:profile.dealMax')} errors={errors} />
      <RadioGroup name="body.control" label={t('matches:profile.control')} options={controls} defaultValue={body.control} look="row" />
      <RadioGroup name="body.market" label={t('matches:profile.market')} options={markets} defaultValue={body.market} look="row" />
      <MultiSelect name="body.regions" label={t('matches:profile.wantRegions')} options={options.regions} defaultValue={body.regions} />
      <MultiSelect name="body.avoidSectors" label={t('matches:profile.avoidSectors')} options={options.sectors} defaultValue={body.avoidSectors} />
      <TextArea name="body.notes" label={t('matches:profile.notes')} defaultValue={body.notes} error={errors['body.notes']} optional />
    </>
  )
}

export function NeedFields({ body, range, options, errors }: Fields<Need>) {
  const t = useTranslate()
  return (
    <>
      <Select name="body.round" label={t('matches:profile.round')} options={options.rounds} placeholder={t('matches:profile.none')} defaultValue={body.round ?? ''} error={errors['body.round']} />
      <RangeFields name="body.amount" range={range} from={t('matches:profile.amountMin')} to={t('matches:profile.amountMax')} errors={errors} />
      <MultiSelect name="body.instruments" label={t('matches:profile.instruments')} options={options.instruments} defaultValue={body.instruments} />
      <MultiSelect name="body.seeks" label={t('matches:profile.seeks')} options={options.investorKinds} defaultValue={body.seeks} hint={t('matches:profile.seeksHint')} />
      <Checkbox name="body.openToAcquisition" label={t('matches:profile.openToAcquisition')} defaultChecked={body.openToAcquisition} />
      <TextArea name="body.avoidOrganizations" label={t('matches:profile.avoid')} hint={t('matches:profile.avoidHint')} defaultValue={body.avoidOrganizations.join('\n')} error={errors['body.avoidOrganizations']} optional />
      <TextArea name="body.notes" label={t('matches:profile.notes')} defaultValue={body.notes} error={errors['body.notes']} optional />
    </>
  )
}
