import { render } from 'preact'
import { usePlace } from './app/location.tsx'
import { Screen } from './app/screen.tsx'
import { Shell } from './app/shell.tsx'
import { recallViewer } from './app/viewer.ts'
import { language } from './i18n/language.ts'
import { loadTexts } from './i18n/text.ts'

function Page() {
  const { path, params } = usePlace()
  return (
    <Shell path={path}>
      <Screen path={path} params={params} />
    </Shell>
  )
}

async function start(): Promise<void> {
  document.documentElement.lang = language
  await loadTexts()
  const root = document.getElementById('page')
  if (!root) throw new Error('index.html has no #page')
  root.replaceChildren()
  render(<Page />, root)
  await recallViewer()
}

void start()
