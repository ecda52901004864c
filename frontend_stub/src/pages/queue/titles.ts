import { AttributeTitles, SectorNames } from '../../documents/sectors.ts'
import { useQuery } from '../../graphql/use-query.ts'
import { localized } from '../../i18n/localized.ts'

/** What a sector's attributes are called; their own names until that is known. */
export function useAttributeTitles(sector: string): (name: string) => string {
  const { data } = useQuery(AttributeTitles, { code: sector })
  const titles = new Map(data?.sector?.attributes.map(({ name, title }) => [name, localized(title)]))
  return (name) => titles.get(name) ?? name
}

/** What sectors are called; their codes until that is known. */
export function useSectorNames(): (code: string) => string {
  const { data } = useQuery(SectorNames, {})
  const names = new Map(data?.sectors?.nodes.map(({ code, name }) => [code, localized(name)]))
  return (code) => names.get(code) ?? code
}
