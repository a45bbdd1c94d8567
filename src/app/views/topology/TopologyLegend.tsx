/** What the drawing means: widths, colours, rings, hops, paths, parts in a trouble. Only what is on the map now. */
import { For, Index, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { topology as en } from '../../i18n/en/topology.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topology as ko } from '../../i18n/ko/topology.ts';
import { useImpactWords } from '../../impact.ts';
import { MARKED } from '../../impact-marks.ts';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';
import { HEAT_LIMITS, type Mode, type Picture } from './picture.ts';
import { HIT, NEEDS } from './tones.ts';

const words = { en, ko };

/** The legend of a picture. */
export function TopologyLegend(props: { picture: Picture; mode: Mode }) {
  const { t } = useWords(words);
  const say = useImpactWords(useEngine());
  const has = (tone: number) => props.picture.edges.tone.includes(tone);
  return (
    <ul class="topology__legend">
      <Show when={props.mode === 'traffic'} fallback={<HeatLegend mode={props.mode} />}>
        <li>
          <svg width="40" height="8" viewBox="0 0 40 8" aria-hidden="true">
            <path class="topology__width" d="M1 3.4 39 .6v6.8L1 4.6Z" />
          </svg>
          {t('legend.traffic')}
        </li>
      </Show>
      <li>
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <circle class="topology__ring" cx="7" cy="7" r="5.5" />
          <path class="topology__arc" d="M7 1.5a5.5 5.5 0 1 1-5.2 3.8" />
        </svg>
        {t('legend.ring')}
      </li>
      <Show when={props.picture.impact}>
        {(impact) => (
          <>
            <For each={MARKED}>
              {(state) => (
                <Show when={impact().counts[state] > 0}>
                  <li>
                    <ImpactMark state={state} size={13} />
                    {say.t(`state.${state}`)}
                  </li>
                </Show>
              )}
            </For>
            <Show when={has(HIT)}>
              <li>
                <i class="topology__line" data-line="hit" />
                {t('legend.hit')}
              </li>
            </Show>
          </>
        )}
      </Show>
      <Show when={props.picture.focus >= 0}>
        <li>
          <span class="topology__hop num">1</span>
          {t('legend.hops')}
        </li>
      </Show>
      <Show when={has(NEEDS)}>
        <li>
          <i class="topology__line" data-line="needs" />
          {t('legend.needs')}
        </li>
      </Show>
    </ul>
  );
}

/** The steps of the links' colour with their limits. */
function HeatLegend(props: { mode: Mode }) {
  const { t, format } = useWords(words);
  const latency = () => props.mode !== 'errors';
  const limits = () => (latency() ? HEAT_LIMITS.latency : HEAT_LIMITS.errors);
  const ends = () =>
    [limits()[0], limits()[3], limits()[6]].map((limit) =>
      format.value(limit, latency() ? 's' : '1'),
    );
  return (
    <li class="topology__heat">
      <span>{t(latency() ? 'legend.latency' : 'legend.errors')}</span>
      <span class="topology__ramp" aria-hidden="true">
        <Index each={[...limits(), 0]}>{(_, i) => <i data-heat={i} />}</Index>
      </span>
      <span class="topology__ends num">
        <Index each={ends()}>{(end) => <span>{end()}</span>}</Index>
      </span>
    </li>
  );
}
