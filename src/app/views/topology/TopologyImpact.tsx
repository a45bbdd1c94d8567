/** What a trouble does, in numbers beside the map: where it is, what it takes with it, what is downstream; then the servers. */
import { For, Show } from 'solid-js';
import type { Impact } from '../../../core/domain/impact.ts';
import { useEngine } from '../../engine.tsx';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { useImpactWords } from '../../impact.ts';
import { MARKED } from '../../impact-marks.ts';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';
import type { Grouping } from './aggregate.ts';

const words = { en, ko };

/** @param props.onGroup offers the grouping that shows the place; left out where that is chosen already */
export function TopologyImpact(props: {
  impact: Impact;
  grouping: Grouping | undefined;
  onGroup: (by: Grouping) => void;
}) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const say = useImpactWords(engine);
  const offered = (): Grouping | undefined => {
    const kind = props.impact.place?.kind;
    if (!kind || (engine.fleet()?.servers.length ?? 0) < 100) return undefined;
    const by = kind === 'site' ? 'site' : 'rack';
    return by === props.grouping ? undefined : by;
  };
  return (
    <div class="topology__impact" data-impact={props.impact.of.kind}>
      <h2>{t('impact.title')}</h2>
      <p class="topology__impact-cause">{say.cause(props.impact)}</p>
      <ul>
        <For each={MARKED}>
          {(state) => (
            <Show when={props.impact.counts[state] > 0}>
              <li title={say.t(`hint.${state}`)}>
                <ImpactMark state={state} size={14} />
                <span>{say.t(`state.${state}`)}</span>
                <b class="num">{format.number(props.impact.counts[state], 0)}</b>
              </li>
            </Show>
          )}
        </For>
      </ul>
      <p class="muted">
        <Show
          when={props.impact.of.kind !== 'emerging'}
          fallback={<span>{say.t('emerging')} · </span>}
        >
          {''}
        </Show>
        {say.t('requests', { share: format.value(props.impact.requestShare, '1') })}
      </p>
      <Show when={offered()}>
        {(by) => (
          <button type="button" class="button" onClick={() => props.onGroup(by())}>
            {t(by() === 'site' ? 'impact.site' : 'impact.racks')}
          </button>
        )}
      </Show>
    </div>
  );
}
