/** Where the samples in the frame come from, in the console's words: a portal cannot call them something else. */
import { Show } from 'solid-js';
import { useEngine } from '../engine.tsx';
import { embed as en } from '../i18n/en/embed.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { useSession } from '../session.ts';

const words = { en, ko };

/** A chip in the head; of real servers it says also whether they answer. */
export function Provenance() {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const live = () =>
    engine.connections().find(({ config }) => config.key === session.session().file);
  const text = () => {
    const provenance = engine.provenance();
    const { source } = session.session();
    if (source === 'live') {
      const state = live();
      if (!state) return undefined;
      const { url: name } = state.config;
      if (state.status === 'live') return t('from.live', { name });
      return t(state.status === 'connecting' ? 'from.connecting' : 'from.failing', { name });
    }
    if (source === 'file')
      return provenance?.kind === 'file' ? t('from.file', { name: provenance.name }) : undefined;
    return t('simulated');
  };
  return (
    <Show when={text()}>
      {(said) => (
        <span
          class="chip embed__kind"
          data-source={session.session().source}
          data-state={live()?.status}
          title={said()}
        >
          {said()}
        </span>
      )}
    </Show>
  );
}
