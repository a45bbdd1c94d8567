/** The fleet at a glance, by any label; hexagons up to 600 servers, squares beyond. */
import './fleet-map.css';
import { createMemo, createSignal, For, lazy, onCleanup, Show, Suspense, untrack } from 'solid-js';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Card } from '../../widgets/Card.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { isTerm, useTerms } from '../../widgets/terms.ts';
import { limitsOf, MODES, STEPS } from './colouring.ts';
import { clustersOf, type Grouping, readChoice, writeChoice } from './grouping.ts';
import { HexMap } from './HexMap.tsx';
import type { ImpactShown } from './impact-shown.ts';

const words = { en, ko };
const CellMap = lazy(async () => ({ default: (await import('./CellMap.tsx')).CellMap }));
/** What the first picture does without: menus, and the reach of a trouble. */
const MapTools = lazy(() => import('./MapTools.tsx'));
const MapImpact = lazy(() => import('./MapImpact.tsx'));
/** Up to here cells carry numbers and names. */
export const MOST_LABELLED = 64;
/** Up to here they are hexagons; beyond, squares. */
const MOST_HEXES = 600;
const LEGEND: readonly Status[] = ['crit', 'warn', 'off', 'unk'];

/** Map, groups, colour modes and legend with counts. */
export function FleetMap() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const [impact, setImpact] = createSignal<ImpactShown>();
  const choice = createMemo(() => readChoice(session.session().map));
  const by = () => choice().by;
  /** A metric this fleet does not have is as if none were chosen. */
  const mode = () =>
    engine.fleet()?.metrics.some(({ id }) => id === choice().mode) ? choice().mode : 'health';
  const choose = (part: { by?: Grouping; mode?: string }) =>
    session.adjust({ map: writeChoice(part.by ?? by(), part.mode ?? mode()) });
  const isPhone = createMedia('(max-width: 640px)');
  const isTight = createMedia('(min-width: 1181px) and (max-width: 1400px)');
  const servers = () => engine.fleet()?.servers ?? [];
  const clusters = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? clustersOf(fleet, by()) : [];
  });
  const title = (key: string) => {
    const term = `${by()}.${key}`;
    return key === '' ? '–' : isTerm(term) ? terms.t(term) : key;
  };
  /** The scale stands still while the fleet is the same: a colour means the same at every instant. */
  const limits = createMemo(() => {
    const fleet = engine.fleet();
    return fleet ? limitsOf(fleet, mode(), untrack(engine.snapshot)) : [];
  });
  const modes = createMemo(() => {
    const known = engine.fleet()?.metrics.map((metric) => metric.id) ?? [];
    return MODES.filter((item) => item === 'health' || known.includes(item)).map((value) => ({
      value,
      label: t(`map.mode.${value}`),
    }));
  });
  const isLabelled = () => servers().length <= MOST_LABELLED && !isPhone();
  const isHuge = () => servers().length > MOST_HEXES;
  const counts = createMemo(() => {
    const all = { ok: 0, warn: 0, crit: 0, off: 0, unk: 0 };
    for (const code of engine.snapshot()?.status ?? []) all[STATUS[code]]++;
    return all;
  });
  return (
    <Card
      class="fleet-map"
      title={t('map.title')}
      note={t(by() !== 'tier' ? 'map.count' : isHuge() ? 'map.noteSites' : 'map.note', {
        count: servers().length,
      })}
      actions={
        <>
          <Show when={modes().length > 1}>
            <Segmented
              label={t('map.mode')}
              options={modes()}
              value={mode()}
              onChange={(value) => choose({ mode: value })}
            />
          </Show>
          <Suspense>
            <MapTools by={by()} mode={mode()} onChoose={choose} />
          </Suspense>
        </>
      }
    >
      <Show
        when={isHuge()}
        fallback={
          <HexMap
            clusters={clusters()}
            title={title}
            mode={mode()}
            limits={limits()}
            impact={impact()}
            labelled={isLabelled()}
            isPhone={isPhone()}
            isTight={isTight()}
          />
        }
      >
        <Suspense fallback={<Skeleton lines={6} height="320px" />}>
          <CellMap
            clusters={clusters()}
            title={title}
            bySite={by() === 'tier' || by() === 'role'}
            mode={mode()}
            limits={limits()}
            impact={impact()}
          />
        </Suspense>
      </Show>
      <footer class="fleet-map__foot">
        <ul class="legend">
          <For each={LEGEND}>
            {(status) => (
              <li data-empty={counts()[status] === 0 ? '' : undefined}>
                <StatusMark status={status} size={13} /> {terms.status(status)}{' '}
                <b class="num">{format.number(counts()[status], 0)}</b>
              </li>
            )}
          </For>
          <li>
            <i class="legend__ok" />{' '}
            {isHuge() && mode() === 'health' ? t('map.shade') : terms.status('ok')}{' '}
            <b class="num">{format.number(counts().ok, 0)}</b>
          </li>
        </ul>
        <Show
          when={mode() !== 'health'}
          fallback={
            <p class="fleet-map__hint">
              <Show when={isLabelled()}>{t('map.legend')}</Show>
              <Show when={isHuge()}>{t('map.loud')}</Show>
            </p>
          }
        >
          <p class="fleet-map__hint fleet-map__heat">
            <span class="visually-hidden">
              {t('map.legendHeat', { metric: terms.metric(mode()) })}
            </span>
            <span class="heat-scale num" aria-hidden="true">
              <For each={Array.from({ length: STEPS }, (_, step) => step)}>
                {(step) => (
                  <i data-heat={step} data-core={step >= 4 ? step - 3 : undefined}>
                    {step === 0 ? '' : format.value(limits()[step - 1], unitOf(mode()))}
                  </i>
                )}
              </For>
            </span>
          </p>
        </Show>
        <Suspense>
          <MapImpact onShow={setImpact} />
        </Suspense>
      </footer>
    </Card>
  );
}

/** A media query as a signal. */
function createMedia(query: string): () => boolean {
  const media = matchMedia(query);
  const [matches, setMatches] = createSignal(media.matches);
  const onChange = () => setMatches(media.matches);
  media.addEventListener('change', onChange);
  onCleanup(() => media.removeEventListener('change', onChange));
  return matches;
}
