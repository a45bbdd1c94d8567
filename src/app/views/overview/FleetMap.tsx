/** The fleet at a glance, by tier; hexagons up to 600 servers, squares beyond. */
import './fleet-map.css';
import { createMemo, createSignal, For, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { TIERS } from '../../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { unitOf } from '../../unit-of.ts';
import { Card } from '../../widgets/Card.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { heatEnds, MODES, type Mode } from './colouring.ts';
import { type Cluster, HexMap } from './HexMap.tsx';

const words = { en, ko };
const CellMap = lazy(async () => ({ default: (await import('./CellMap.tsx')).CellMap }));
/** Up to here cells carry numbers and names. */
export const MOST_LABELLED = 64;
/** Up to here they are hexagons; beyond, squares. */
const MOST_HEXES = 600;
const LEGEND: readonly Status[] = ['crit', 'warn', 'off', 'unk'];
const HEAT_STEPS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

/** Map, colour modes and legend with counts. */
export function FleetMap() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const [mode, setMode] = createSignal<Mode>('health');
  const isPhone = createMedia('(max-width: 640px)');
  const isTight = createMedia('(min-width: 1181px) and (max-width: 1400px)');
  const servers = () => engine.fleet()?.servers ?? [];
  const clusters = createMemo((): readonly Cluster[] =>
    TIERS.map((tier) => ({
      tier,
      servers: servers().filter((server) => server.tier === tier),
    })).filter((cluster) => cluster.servers.length > 0),
  );
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
      note={t(isHuge() ? 'map.noteSites' : 'map.note', { count: servers().length })}
      actions={
        <Show when={modes().length > 1}>
          <Segmented label={t('map.mode')} options={modes()} value={mode()} onChange={setMode} />
        </Show>
      }
    >
      <Show
        when={isHuge()}
        fallback={
          <HexMap
            clusters={clusters()}
            mode={mode()}
            labelled={isLabelled()}
            isPhone={isPhone()}
            isTight={isTight()}
          />
        }
      >
        <Suspense fallback={<Skeleton lines={6} height="320px" />}>
          <CellMap clusters={clusters()} mode={mode()} />
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
            <span class="num">{format.value(heatEnds(mode())[0], unitOf(mode()))}</span>
            <span class="heat-scale" aria-hidden="true">
              <For each={HEAT_STEPS}>{(step) => <i data-heat={step} />}</For>
            </span>
            <span class="num">{format.value(heatEnds(mode())[1], unitOf(mode()))}</span>
          </p>
        </Show>
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
