/** Holds a node where it is, or lets it go: in the panel of a server, and in the card of what a finger rests on. */
import { Pin, PinOff } from 'lucide-solid';
import { Show } from 'solid-js';
import { topologyPanel as en } from '../../i18n/en/topology-panel.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topologyPanel as ko } from '../../i18n/ko/topology-panel.ts';

const words = { en, ko };

/** A button that says what it will do; `pinned` is what is now. */
export function PinButton(props: { pinned: boolean; onPin: () => void }) {
  const { t } = useWords(words);
  return (
    <button type="button" class="button" title={t('pin.hint')} onClick={() => props.onPin()}>
      <Show when={props.pinned} fallback={<Pin size={14} aria-hidden="true" />}>
        <PinOff size={14} aria-hidden="true" />
      </Show>
      {t(props.pinned ? 'pin.off' : 'pin.on')}
    </button>
  );
}
