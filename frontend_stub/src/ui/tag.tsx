export type Mood = 'plain' | 'good' | 'warn' | 'bad'

/** A status in words; the colour repeats what they say. */
export function Tag({ mood = 'plain', children }: { mood?: Mood; children: string }) {
  return <span class={`tag ${mood}`}>{children}</span>
}
