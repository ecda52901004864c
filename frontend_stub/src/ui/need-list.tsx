import { Link } from '../app/location.tsx'
import { number } from '../format/number.ts'
import { moment, relative } from '../format/time.ts'
import { t } from '../i18n/text.ts'

export interface NeedLine {
  id: string
  title: string
  /** Where: "RW 005, Utan Panjang, Kemayoran". */
  place: string
  /** The item's unit, in words: "paket". */
  unit: string
  needed: number
  /** Pledged or already delivered. */
  taken: number
  updatedAt?: string
}

/** Needs as rows, with how much of each is taken, and what it is short of. */
export function NeedList({ needs }: { needs: readonly NeedLine[] }) {
  return (
    <ol class="rows">
      {needs.map((need) => (
        <li key={need.id}>
          <NeedRow need={need} />
        </li>
      ))}
    </ol>
  )
}

function NeedRow({ need }: { need: NeedLine }) {
  const amounts = { taken: number(need.taken), needed: number(need.needed), unit: need.unit }
  return (
    <article class="need">
      <h3>
        <Link to={`/kebutuhan/${encodeURIComponent(need.id)}`}>{need.title}</Link>
      </h3>
      <p class="need-gap">
        {need.taken < need.needed
          ? t('need_gap', { gap: `${number(need.needed - need.taken)} ${need.unit}` })
          : t('need_full')}
      </p>
      <p class="quiet">
        {need.place}
        {need.updatedAt && (
          <>
            {' · '}
            <time dateTime={need.updatedAt} title={moment(need.updatedAt)}>
              {relative(need.updatedAt)}
            </time>
          </>
        )}
      </p>
      <progress
        max={need.needed}
        value={need.taken}
        aria-label={t('need_progress', { title: need.title, ...amounts })}
      />
      <p class="quiet numeric">{t('need_taken', amounts)}</p>
    </article>
  )
}
