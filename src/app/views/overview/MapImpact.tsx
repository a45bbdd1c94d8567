/** The reach of the gravest trouble, under the map and on it: where it is, what it takes with it, what is downstream. */
import './map-impact.css';
import { createEffect, createMemo, createSignal, For, onCleanup, Show } from 'solid-js';
import { IMPACT } from '../../../core/domain/impact.ts';
import { useEngine } from '../../engine.tsx';
import { map as en } from '../../i18n/en/map.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { map as ko } from '../../i18n/ko/map.ts';
import { createImpact, useImpactWords } from '../../impact.ts';
import { MARKED } from '../../impact-marks.ts';
import { ImpactMark } from '../../widgets/ImpactMark.tsx';
import type { ImpactShown } from './impact-shown.ts';

const words = { en, ko };

/** @param props.onShow told what the map is to draw; `undefined`: nothing */
export default function MapImpact(props: { onShow: (shown: ImpactShown | undefined) => void }) {
  const { t } = useWords(words);
  const engine = useEngine();
  const impact = createImpact(engine);
  const said = useImpactWords(engine);
  const [isHidden, setHidden] = createSignal(false);
  createEffect(() => {
    const now = impact();
    props.onShow(
      now && !isHidden()
        ? {
            impact: now,
            wordOf: (server) => {
              const state = IMPACT[now.states[server]];
              return state === 'apart' ? '' : said.t(`state.${state}`);
            },
          }
        : undefined,
    );
  });
  onCleanup(() => props.onShow(undefined));
  /** Said aloud once per trouble, not with every tick of it. */
  const announced = createMemo(
    () => {
      const now = impact();
      return now ? said.cause(now) : '';
    },
    undefined,
    { equals: (a, b) => a === b },
  );
  return (
    <>
      <p class="visually-hidden" aria-live="polite">
        <Show when={announced()}>{(cause) => `${said.t('state.cause')}: ${cause()}`}</Show>
      </p>
      <Show when={impact()}>
        {(now) => (
          <section class="map-impact" aria-label={t('impact.label')}>
            {/* Referred to by the hexagons. */}
            <svg class="map-impact__defs" width="0" height="0" aria-hidden="true">
              <defs>
                <pattern
                  id="impact-hatch"
                  width="5"
                  height="5"
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <path d="M0 0V5" />
                </pattern>
              </defs>
            </svg>
            <ul>
              <For each={MARKED}>
                {(state) => (
                  <li title={said.t(`hint.${state}`)}>
                    <ImpactMark state={state} size={13} /> {said.t(`state.${state}`)}{' '}
                    <Show
                      when={state === 'cause'}
                      fallback={<b class="num">{said.format.number(now().counts[state], 0)}</b>}
                    >
                      <b>{said.cause(now())}</b>
                    </Show>
                  </li>
                )}
              </For>
              <Show when={now().requestShare > 0}>
                <li class="num">
                  {said.t('requests', { share: said.format.value(now().requestShare, '1') })}
                </li>
              </Show>
              <Show when={now().of.kind === 'emerging'}>
                <li>{said.t('emerging')}</li>
              </Show>
            </ul>
            <button
              type="button"
              class="button"
              data-kind="quiet"
              onClick={() => setHidden((was) => !was)}
            >
              {t(isHidden() ? 'impact.show' : 'impact.hide')}
            </button>
          </section>
        )}
      </Show>
    </>
  );
}
