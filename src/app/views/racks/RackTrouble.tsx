/** The trouble shown, and the key to its marks: where it is, what it takes with it, what is downstream. */
import { For, Show } from 'solid-js';
import type { Impact } from '../../../core/domain/impact.ts';
import { useEngine } from '../../engine.tsx';
import { racks as en } from '../../i18n/en/racks.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { racks as ko } from '../../i18n/ko/racks.ts';
import { useImpactWords } from '../../impact.ts';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';

const words = { en, ko };

/** @param props.onGo told the name of the place or server that is the cause */
export function RackTrouble(props: {
  impact: Impact;
  shown: boolean;
  onToggle: () => void;
  onGo: (name: string | undefined) => void;
}) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const told = useImpactWords(engine);
  const cause = () => {
    const { place, causes } = props.impact;
    if (place) return place.kind === 'site' ? undefined : place.name;
    return engine.fleet()?.servers.at(causes.at(0) ?? -1)?.name;
  };
  return (
    <section class="racks__trouble" aria-label={t('trouble.label')}>
      <button type="button" class="racks__cause" onClick={() => props.onGo(cause())}>
        <ImpactMark state="cause" />
        <span>{told.t('state.cause')}</span>
        <b>{told.cause(props.impact)}</b>
      </button>
      <For each={['taken', 'downstream'] as const}>
        {(state) => (
          <Show when={props.impact.counts[state] > 0}>
            <span class="racks__part" data-part={state}>
              <ImpactMark state={state} />
              <span>{told.t(`state.${state}`)}</span>
              <b class="num">{format.number(props.impact.counts[state], 0)}</b>
            </span>
          </Show>
        )}
      </For>
      <button
        type="button"
        class="chip"
        aria-pressed={props.shown}
        onClick={() => props.onToggle()}
      >
        {t('trouble.show')}
      </button>
    </section>
  );
}
