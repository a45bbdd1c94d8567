/** One server's operating states: share of time, visits, centres in the metrics' units, transitions. */
import { createMemo, For, Show } from 'solid-js';
import { formatInstant } from '../../../core/domain/time.ts';
import type { ServerStates } from '../../../core/insight/fleet-analyses.ts';
import { useEngine } from '../../engine.tsx';
import { Card } from '../../widgets/Card.tsx';
import { Export } from '../../widgets/Export.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { TableHead } from '../../widgets/TableHead.tsx';
import { TableTwin } from '../../widgets/TableTwin.tsx';
import { letterOf, movesOf, runsOf, type StateGrid } from './runs.ts';
import { OpenServer } from './ServerLink.tsx';
import { useInsightWords } from './words.ts';

/** Metrics shown: those in which the centres differ most, relative to their size. */
const MOST_METRICS = 8;

export function StateDetail(props: { row: ServerStates; grid: StateGrid }) {
  const engine = useEngine();
  const { t, format, terms, state, value } = useInsightWords();
  const runs = createMemo(() => runsOf(props.row.labels));
  const moves = createMemo(() => movesOf(runs()));
  const metrics = () => engine.fleet()?.metrics ?? [];
  const shown = createMemo(() =>
    metrics()
      .map(({ id }, m) => {
        const centres = props.row.states.map(({ centre }) => centre[m]);
        const most = Math.max(...centres.map(Math.abs));
        const spread = Math.max(...centres) - Math.min(...centres);
        return { id, m, apart: most > 0 ? spread / most : 0 };
      })
      .filter(({ m }) => props.row.states.some(({ centre }) => !Number.isNaN(centre[m])))
      .sort((a, b) => b.apart - a.apart)
      .slice(0, MOST_METRICS),
  );
  const at = (k: number) => props.grid.start + k * props.grid.step;
  const visits = (k: number) => runs().filter((run) => run.state === k).length;
  const nameOf = (k: number) => {
    const found = props.row.states.at(k);
    return found ? state(found.name) : t('state.gap');
  };
  const states = () => ({
    head: [
      'server',
      'state',
      'name',
      'share',
      'visits',
      ...metrics().map(({ id }) => `mean_${id}`),
    ],
    rows: props.row.states.map((one, k) => [
      ...[props.row.server, letterOf(k), state(one.name), one.share, visits(k)],
      ...one.centre,
    ]),
  });
  const transitions = () => ({
    head: ['server', 'time', 'from', 'to'],
    rows: moves().map(([before, next]) => [
      props.row.server,
      formatInstant(at(next.from)),
      nameOf(before.state),
      nameOf(next.state),
    ]),
  });

  return (
    <Card
      title={t('state.detail', { server: props.row.server })}
      actions={
        <>
          <OpenServer name={props.row.server} />
          <Export
            name={`states-${props.row.server}`}
            what={t('state.detail', { server: props.row.server })}
            table={states}
          />
        </>
      }
    >
      <ScrollRegion class="insight-scroll" label={t('region', { title: t('state.title') })}>
        <table class="table insight-table">
          <TableHead
            columns={[
              { label: t('state.name') },
              ...props.row.states.map((one, k) => ({
                label: (
                  <span class="state-key">
                    <Show when={props.row.states.length > 1}>
                      <i data-state={k}>{letterOf(k)}</i>
                    </Show>
                    {state(one.name)}
                  </span>
                ),
                isNumber: true,
              })),
            ]}
          />
          <tbody>
            <tr>
              <th scope="row">{t('state.time')}</th>
              <For each={props.row.states}>
                {(one) => (
                  <td class="num">
                    <b>{format.value(one.share, '1')}</b>
                  </td>
                )}
              </For>
            </tr>
            <tr>
              <th scope="row">{t('state.visits')}</th>
              <For each={props.row.states}>
                {(_, k) => <td class="num">{format.number(visits(k()), 0)}</td>}
              </For>
            </tr>
            <For each={shown()}>
              {(metric) => (
                <tr>
                  <th scope="row">{terms.metric(metric.id)}</th>
                  <For each={props.row.states}>
                    {(one) => <td class="num">{value(metric.id, one.centre[metric.m])}</td>}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <div class="card__foot">
        <Show when={moves().length > 0} fallback={<span>{t('state.movesNone')}</span>}>
          <TableTwin
            caption={t('state.moves')}
            label={`${t('state.moves')} (${format.number(moves().length, 0)})`}
            head={[t('state.at'), t('state.from'), t('state.to')]}
            rows={moves().map(([before, next]) => [
              format.time(at(next.from), 'full'),
              nameOf(before.state),
              nameOf(next.state),
            ])}
          />
        </Show>
        <Show when={moves().length > 0}>
          <Export
            name={`transitions-${props.row.server}`}
            what={t('state.moves')}
            table={transitions}
          />
        </Show>
      </div>
    </Card>
  );
}
