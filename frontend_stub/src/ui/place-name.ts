/** "RW 002 Cempaka Baru", "Lokbin Melati, Kemayoran": the place beside the unit, unless the unit's name says it. */
export function unitAndPlace(unit: string | undefined, place: string | undefined): string {
  if (!unit || !place) return unit ?? place ?? ''
  return unit.includes(place) ? unit : `${unit}, ${place}`
}
