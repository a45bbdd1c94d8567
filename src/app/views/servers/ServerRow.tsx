/** One row of the server table; a server that does not report says so in one sentence instead of empty cells. */
import { For, Match, Show, Switch } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import { useEngine } from '../../engine.tsx';
import { servers as en } from '../../i18n/en/servers.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { servers as ko } from '../../i18n/ko/servers.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Host } from '../../widgets/Host.tsx';
import { Meter } from '../../widgets/Meter.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { type Column, factOf } from './columns.ts';

const words = { en, ko };
/** Lengths a meter's bar can have: finer ones differ by less than half a pixel. */
const BAR_STEPS = 100;

/** Emphasis of series in trouble, by `metric/server`. */
export type Hot = ReadonlyMap<string, 'crit' | 'warn'>;

/** A row's check box. */
export interface RowMark {
  readonly isOn: boolean;
  /** No more can be checked. */
  readonly isFull: boolean;
  toggle(): void;
}

/** @param props.index 1-based row of the whole table, head included */
export function ServerRow(props: {
  server: Server;
  index: number;
  columns: readonly Column[];
  hot: Hot;
  isSelected: boolean;
  /** Whether it is among those compared; `undefined` in tables that compare nothing. */
  mark: RowMark | undefined;
}) {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const status = () => engine.statusOf(props.server);
  const isGone = () => status() === 'off' || status() === 'unk';
  return (
    <tr aria-rowindex={props.index} data-selected={props.isSelected ? '' : undefined}>
      <th scope="row" data-kind="name">
        <span class="server-table__name">
          <Show when={props.mark}>
            {(mark) => (
              <input
                type="checkbox"
                class="server-table__check"
                aria-label={t('compare.mark', { server: props.server.name })}
                checked={mark().isOn}
                disabled={mark().isFull && !mark().isOn}
                onChange={() => mark().toggle()}
              />
            )}
          </Show>
          <StatusMark status={status()} />
          <span class="visually-hidden">{terms.status(status())}</span>
          <a href={session.href({ view: 'server', selected: props.server.name })}>
            <Host name={props.server.name} />
          </a>
        </span>
      </th>
      <Show
        when={!isGone()}
        fallback={
          <td class="server-table__gone" colSpan={Math.max(1, props.columns.length - 1)}>
            <StatusBadge status={status()} /> <span>{useGoneSentence(props.server)()}</span>
          </td>
        }
      >
        <For each={props.columns.slice(1)}>
          {(column) => (
            <td data-kind={column.kind} data-column={column.id}>
              <Cell column={column} server={props.server} hot={props.hot} />
            </td>
          )}
        </For>
      </Show>
    </tr>
  );
}

/** Why a row has no numbers: since when it is silent. */
function useGoneSentence(server: Server): () => string {
  const { t, format } = useWords(words);
  const engine = useEngine();
  return () => {
    const now = engine.snapshot();
    if (!now) return '';
    const seen = now.lastSeen[server.index];
    if (Number.isNaN(seen)) return t('row.never');
    const age = format.duration(now.t - seen);
    return STATUS[now.status[server.index]] === 'off'
      ? t('row.off', { time: format.time(seen, 'minute'), age })
      : t('row.unk', { age });
  };
}

function Cell(props: { column: Column; server: Server; hot: Hot }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const metric = () => props.column.metrics[0];
  const value = (id: string) => engine.value(id, props.server);
  const unit = (id: string) => unitOf(id);
  const heat = () => props.hot.get(`${metric()}/${props.server.name}`);
  const text = (id: string) => format.value(value(id), unit(id));
  const number = () => (
    <span class="num" data-hot={heat()}>
      {text(metric())}
    </span>
  );
  const status = () => engine.statusOf(props.server);
  return (
    <Switch fallback={<span class="muted">{factText(props.column, props.server, terms)}</span>}>
      <Match when={props.column.kind === 'health'}>
        <span class="server-table__pair">
          <b class="num">{format.number(engine.snapshot()?.health[props.server.index], 0)}</b>
          <Meter
            value={(engine.snapshot()?.health[props.server.index] ?? 0) / 100}
            {...(status() === 'ok' ? {} : { status: status() })}
            label=""
          />
        </span>
      </Match>
      <Match when={props.column.kind === 'trend'}>
        <span class="server-table__pair" data-kind="trend">
          {number()}
          <i class="server-table__slot" data-spark={metric()} />
        </span>
      </Match>
      <Match when={props.column.kind === 'meter'}>
        <span class="server-table__pair">
          {number()}
          <Meter value={barOf(value(metric()))} {...meterStatus(heat())} label="" />
        </span>
      </Match>
      <Match when={props.column.kind === 'number'}>{number()}</Match>
      <Match when={props.column.kind === 'pair'}>
        <span class="num">
          {props.column.metrics.map((id) => megabits(value(id), format)).join(' / ')}
        </span>
      </Match>
      <Match when={props.column.kind === 'seen'}>
        <span class="num">
          {format.time(engine.snapshot()?.lastSeen[props.server.index], 'clock')}
        </span>
      </Match>
      <Match when={props.column.kind === 'forecast'}>
        <Show
          when={breachOf(engine.snapshot()?.breaches, props.server)}
          fallback={<span class="muted">–</span>}
        >
          {(breach) => {
            const left = () => breach().at - (engine.snapshot()?.t ?? breach().at);
            const args = () => ({
              metric: terms.metric(breach().metric, 'short'),
              limit: format.value(breach().limit, unit(breach().metric)),
              duration: format.duration(Math.max(0, left())),
            });
            return (
              <span class="server-table__forecast">
                {left() > 0 ? t('row.forecast', args()) : t('row.forecastNow', args())}
              </span>
            );
          }}
        </Show>
      </Match>
    </Switch>
  );
}

/** Bytes per second as a bare number of megabits; the column's head carries the unit. */
function megabits(bytes: number, format: ReturnType<typeof useTerms>['format']): string {
  const n = (bytes * 8) / 1e6;
  return format.number(n, n < 10 ? 1 : 0);
}

/** A share in steps that can be seen, so that a bar is laid out and painted when it changes, not with every tick. */
function barOf(share: number): number {
  return Math.round(share * BAR_STEPS) / BAR_STEPS;
}

function meterStatus(heat: 'crit' | 'warn' | undefined): { status?: 'crit' | 'warn' } {
  return heat === undefined ? {} : { status: heat };
}

function breachOf<B extends { readonly server: string }>(
  breaches: readonly B[] | undefined,
  server: Server,
): B | undefined {
  return breaches?.find((breach) => breach.server === server.name);
}

function factText(column: Column, server: Server, terms: ReturnType<typeof useTerms>): string {
  if (column.id === 'tier') return terms.tier(server.tier);
  if (column.id === 'role') return terms.role(server.role);
  return factOf(column.id, server);
}
