import { Component, type ComponentChildren } from 'preact'
import { t } from '../i18n/text.ts'
import { Notice } from '../ui/notice.tsx'

interface Props {
  children: ComponentChildren
}

/** A fault of ours while drawing: says so, and leaves the header and its links alive. */
export class Boundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false }

  static override getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown) {
    console.error(error)
  }

  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <Notice kind="bad" title={t('crashed')}>
        <p>{t('crashed_way')}</p>
        <button type="button" onClick={() => location.reload()}>
          {t('reload')}
        </button>
      </Notice>
    )
  }
}
