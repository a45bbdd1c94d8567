/** Removes a connection, after a question: its samples on this device go with it. */
import { createSignal } from 'solid-js';
import type { ConnectionConfig } from '../../../core/domain/connection.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Modal } from '../../widgets/Modal.tsx';
import { useConnectionWords } from './connection-words.ts';

/** @param props.inUse whether it is shown now: the simulated fleet takes its place */
export function RemoveConnection(props: { config: ConnectionConfig; inUse: boolean }) {
  const engine = useEngine();
  const session = useSession();
  const { t } = useConnectionWords();
  const [isAsked, setAsked] = createSignal(false);
  const remove = async () => {
    const { key } = props.config;
    setAsked(false);
    if (props.inUse)
      session.go({ source: 'sim', file: undefined, from: undefined, selected: 'sim' });
    await engine.call('disconnect', { key });
  };
  return (
    <>
      <button type="button" class="button" data-kind="danger" onClick={() => setAsked(true)}>
        {t('act.remove')}
      </button>
      <Modal open={isAsked()} onClose={() => setAsked(false)} label={t('act.remove')}>
        <div class="source-remove">
          <h2>{t('remove.title', { name: props.config.name || props.config.url })}</h2>
          <p>{t('remove.text')}</p>
          <footer>
            <button type="button" class="button" onClick={() => setAsked(false)}>
              {t('remove.no')}
            </button>
            <button type="button" class="button" data-kind="danger" onClick={() => void remove()}>
              {t('remove.yes')}
            </button>
          </footer>
        </div>
      </Modal>
    </>
  );
}
