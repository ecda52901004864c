import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useTitle } from '../../app/title.ts'

/** What was achieved, and what comes next; the reader is taken to it. */
export function Outcome({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  useTitle(title)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div class="narrow">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p class="lead">{text}</p>
      {children}
    </div>
  )
}
