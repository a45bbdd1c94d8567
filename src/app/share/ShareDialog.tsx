/** Sharing what is on screen: as a link with its QR code, or as one file. */
import './share.css';
import { X } from 'lucide-solid';
import { createSignal, createUniqueId, Match, Switch } from 'solid-js';
import { createQuery, useEngine } from '../engine.tsx';
import { Modal } from '../widgets/Modal.tsx';
import { Tabs, tabId } from '../widgets/Tabs.tsx';
import { BundlePane } from './BundlePane.tsx';
import { LinkPane } from './LinkPane.tsx';
import { useShareWords } from './share-words.ts';

const TABS = ['link', 'file'] as const;

/** Mounted while open. */
export default function ShareDialog(props: { onClose: () => void }) {
  const engine = useEngine();
  const id = createUniqueId();
  const { t } = useShareWords();
  const [tab, setTab] = createSignal<(typeof TABS)[number]>('link');
  const health = createQuery((signal) => {
    engine.snapshot();
    return engine.status() === 'ready' ? engine.call('health', {}, signal) : undefined;
  });
  return (
    <Modal open label={t('title')} class="share" onClose={() => props.onClose()}>
      <header class="share__head">
        <h2>{t('title')}</h2>
        <button
          type="button"
          class="button button--icon"
          data-kind="quiet"
          aria-label={t('close')}
          onClick={() => props.onClose()}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </header>
      <Tabs
        id={id}
        panel={`${id}-panel`}
        label={t('tabs')}
        tabs={TABS}
        value={tab()}
        onChange={setTab}
      >
        {(item) => t(`tab.${item}`)}
      </Tabs>
      <div
        class="share__panel"
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={tabId(id, tab())}
        tabIndex={-1}
      >
        <Switch>
          <Match when={tab() === 'link'}>
            <LinkPane />
          </Match>
          <Match when={tab() === 'file'}>
            <BundlePane />
          </Match>
        </Switch>
      </div>
      <footer class="share__foot">
        <span>{t('digest.label')}</span> <code data-share-digest>{health()?.digest ?? '–'}</code>
        <small class="muted">{t('digest.hint')}</small>
      </footer>
    </Modal>
  );
}
