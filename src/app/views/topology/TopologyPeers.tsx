/** Connections of a server: peer, direction, requests per second, the peer's p95 and its last half hour. */
import { ArrowLeft, ArrowRight } from 'lucide-solid';
import { createMemo, For, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { MINUTE, SECOND } from '../../../core/domain/time.ts';
import { indexAt } from '../../charts/index-at.ts';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { topologyPanel as en } from '../../i18n/en/topology-panel.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { topologyPanel as ko } from '../../i18n/ko/topology-panel.ts';
import { peersOf } from './peers.ts';

const words = { en, ko };
const SHOWN = 8;
const WINDOW = 30 * MINUTE;
const POINTS = 48;
const REFRESH = 15 * SECOND;
const METRIC = 'latency_p95';

/** Rows keep their place while their figures tick: order is decided when the server or its links change. */
export function TopologyPeers(props: { server: Server; onSelect: (name: string) => void }) {
  const { t, format } = useWords(words);
  const engine = useEngine();
  const peers = createMemo(() => {
    const [fleet, snapshot] = [engine.fleet(), engine.snapshot()];
    return fleet && snapshot && snapshot.status.length === fleet.servers.length
      ? peersOf(fleet, snapshot.values, props.server.index)
      : [];
  });
  const keyOf = (peer: { server: number; direction: string; kind: string }) =>
    `${peer.server} ${peer.direction} ${peer.kind}`;
  const keys = createMemo(() => peers().slice(0, SHOWN).map(keyOf).sort().join('|'));
  /** Shown rows by key, in the order they had when the set of rows last changed. */
  const rows = createMemo((before: readonly string[] | undefined) => {
    const now = peers().slice(0, SHOWN).map(keyOf);
    return before && [...before].sort().join('|') === keys() ? before : now;
  });
  const find = (key: string) => peers().find((peer) => keyOf(peer) === key);
  const serverOf = (key: string) =>
    engine.fleet()?.servers.at(find(key)?.server ?? Number.POSITIVE_INFINITY);
  const bucket = createMemo(() => Math.floor((engine.snapshot()?.t ?? 0) / REFRESH));
  const trends = createQuery((signal) => {
    const names = rows().map((key) => serverOf(key)?.name ?? '');
    if (names.length === 0 || bucket() === 0) return undefined;
    const end = bucket() * REFRESH;
    return engine.call(
      'window',
      {
        pairs: names.map((server) => ({ metric: METRIC, server })),
        start: end - WINDOW,
        end,
        points: POINTS,
      },
      signal,
    );
  });
  const trend = (name: string | undefined) => trends()?.find((series) => series.server === name);
  /** Unusual stretches of the peer's p95 that the snapshot tells. */
  const unusual = (name: string | undefined) =>
    (engine.snapshot()?.anomalies ?? []).filter(
      ({ server, metric }) => server === name && metric === METRIC,
    );
  const what = (key: string) => {
    const peer = find(key);
    if (!peer) return '';
    return peer.kind === 'call'
      ? t(peer.direction === 'in' ? 'panel.in' : 'panel.out')
      : t(`panel.${peer.kind}`);
  };

  return (
    <Show when={rows().length > 0} fallback={<p class="muted">{t('panel.connections.none')}</p>}>
      <table class="topology__peers">
        <thead>
          <tr>
            <th scope="col">{t('panel.peer')}</th>
            <th scope="col">{t('panel.rate')}</th>
            <th scope="col">{t('panel.p95')}</th>
            <th scope="col">
              <span class="visually-hidden">{t('panel.trend')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={rows()}>
            {(key) => (
              <tr>
                <th scope="row">
                  <Show
                    when={find(key)?.direction === 'in'}
                    fallback={<ArrowLeft size={12} aria-hidden="true" />}
                  >
                    <ArrowRight size={12} aria-hidden="true" />
                  </Show>
                  <span class="visually-hidden">{what(key)}</span>
                  <button
                    type="button"
                    class="topology__link mono"
                    title={what(key)}
                    onClick={() => props.onSelect(serverOf(key)?.name ?? '')}
                  >
                    {serverOf(key)?.name}
                  </button>
                </th>
                <td class="num">
                  <Show
                    when={find(key)?.kind === 'call'}
                    fallback={<span class="muted">{what(key)}</span>}
                  >
                    {format.number(find(key)?.rate, (find(key)?.rate ?? 0) < 10 ? 1 : 0)}
                  </Show>
                </td>
                <td
                  class="num"
                  data-unusual={
                    unusual(serverOf(key)?.name).some(({ end }) => end === undefined)
                      ? ''
                      : undefined
                  }
                >
                  {format.value(find(key)?.p95, 's')}
                </td>
                <td class="topology__trend">
                  <Show when={trend(serverOf(key)?.name)}>
                    {(series) => (
                      <Sparkline
                        values={series().values}
                        anomaly={unusual(series().server)
                          .filter(({ end }) => end === undefined || end >= series().times[0])
                          .map(({ start, end }) => [
                            indexAt(series().times, start),
                            indexAt(series().times, end ?? Number.POSITIVE_INFINITY),
                          ])}
                        label=""
                        tone="muted"
                      />
                    )}
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <Show when={peers().length > SHOWN}>
        <p class="muted">{t('panel.more', { count: peers().length - SHOWN })}</p>
      </Show>
    </Show>
  );
}
