/** The fleet's map alone, as wide as the frame; a filter leaves servers out. */
import '../views/overview/fleet-map.css';
import { createMemo, createSignal, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { type Server, TIERS } from '../../core/domain/fleet.ts';
import { useEngine } from '../engine.tsx';
import { embed as en } from '../i18n/en/embed.ts';
import { overview as mapEn } from '../i18n/en/overview.ts';
import { shell as shellEn } from '../i18n/en/shell.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { overview as mapKo } from '../i18n/ko/overview.ts';
import { shell as shellKo } from '../i18n/ko/shell.ts';
import type { Cluster } from '../views/overview/grouping.ts';
import { HexMap } from '../views/overview/HexMap.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';

const words = { en, ko };
const shellWords = { en: shellEn, ko: shellKo };
const mapWords = { en: mapEn, ko: mapKo };
const CellMap = lazy(async () => ({
  default: (await import('../views/overview/CellMap.tsx')).CellMap,
}));
/** Beyond, cells are squares on a canvas. */
const MOST_HEXES = 600;
/** Up to here cells carry numbers and names where the frame is wide enough. */
const MOST_LABELLED = 24;

/** Whether a server is meant by a filter. */
export function isMeant(server: Server, filter: string): boolean {
  const wanted = filter.trim().toLowerCase();
  return [server.name, server.role, server.tier].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

/** The bare map. @param props.compact small cells, beside figures */
export default function EmbedMap(props: { filter: string; compact?: boolean }) {
  const { t } = useWords(words);
  const shell = useWords(shellWords);
  const map = useWords(mapWords);
  const engine = useEngine();
  const media = matchMedia('(max-width: 640px)');
  const [isNarrow, setNarrow] = createSignal(media.matches);
  const onMedia = () => setNarrow(media.matches);
  media.addEventListener('change', onMedia);
  onCleanup(() => media.removeEventListener('change', onMedia));
  const shown = createMemo(() =>
    (engine.fleet()?.servers ?? []).filter((server) => isMeant(server, props.filter)),
  );
  const clusters = createMemo((): readonly Cluster[] =>
    TIERS.map((tier) => ({
      key: tier,
      servers: shown().filter((server) => server.tier === tier),
    })).filter(({ servers }) => servers.length > 0),
  );
  const isLabelled = () => !props.compact && !isNarrow() && shown().length <= MOST_LABELLED;
  return (
    <div class="embed-map" data-idle={engine.snapshot() && !props.compact ? '' : undefined}>
      <Show when={!props.compact}>
        <h1 class="visually-hidden">{shell.t('view.overview')}</h1>
      </Show>
      <h2 class="visually-hidden">{map.t('map.title')}</h2>
      <Show when={engine.snapshot()} fallback={<Skeleton lines={5} height="180px" />}>
        <Show
          when={shown().length > 0}
          fallback={<EmptyState title={t('board.none', { filter: props.filter })} />}
        >
          <Show
            when={shown().length <= MOST_HEXES}
            fallback={
              <Suspense fallback={<Skeleton lines={5} height="180px" />}>
                <CellMap clusters={clusters()} mode="health" />
              </Suspense>
            }
          >
            <HexMap
              clusters={clusters()}
              mode="health"
              labelled={isLabelled()}
              isPhone={isNarrow()}
              isTight={true}
            />
          </Show>
        </Show>
      </Show>
    </div>
  );
}
