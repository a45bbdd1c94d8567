/** Says that the screen is narrowed to some servers, and takes it back. */
import './scope-chip.css';
import { Filter, X } from 'lucide-solid';
import { Show } from 'solid-js';
import { map as en } from '../../i18n/en/map.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { map as ko } from '../../i18n/ko/map.ts';
import { useScope } from '../../scope.ts';

const words = { en, ko };

/** Hidden while everybody is in. @param props.elsewhere set on screens that show everybody all the same */
export default function ScopeChip(props: { elsewhere?: boolean }) {
  const { t } = useWords(words);
  const scope = useScope();
  return (
    <Show when={scope.members()}>
      {(members) => (
        <section class="scope" aria-label={t('scope.label')}>
          <Filter size={14} aria-hidden="true" />
          <b class="num" aria-live="polite">
            {t('scope.count', { count: members().columns.length })}
          </b>
          <span>{t(props.elsewhere ? 'scope.elsewhere' : 'scope.hint')}</span>
          <button
            type="button"
            class="chip"
            onClick={() => {
              scope.set([]);
            }}
          >
            {t('scope.clear')}
            <X size={13} aria-hidden="true" />
          </button>
        </section>
      )}
    </Show>
  );
}
