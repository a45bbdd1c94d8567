/** Expressions pinned in Explore, for this server: each a chart over the shown window; `$server` stands for the server's name. */
import { createMemo, For, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import { alignDown, SECOND } from '../../../core/domain/time.ts';
import { TimeChart } from '../../charts/TimeChart.tsx';
import { createQuery, useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { queriesOf } from '../explore/past-queries.ts';
import { linesOf } from '../explore/result.ts';
import { unitOf } from '../explore/unit.ts';
import { useExploreWords } from '../explore/words.ts';

const POINTS = 240;
const EVERY = 10 * SECOND;

/** Draws nothing while nothing is pinned. */
export default function PinnedCard(props: { server: Server }) {
  const queries = queriesOf(useEngine());
  const { t } = useExploreWords();
  return (
    <Show when={queries.value().pinned.length > 0}>
      <Card title={t('pinned')} note={t('pin.note')}>
        <For each={queries.value().pinned}>
          {(promql) => <Pinned promql={promql} server={props.server} />}
        </For>
      </Card>
    </Show>
  );
}

function Pinned(props: { promql: string; server: Server }) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useExploreWords();
  const tick = createMemo(() => alignDown(engine.snapshot()?.t ?? 0, EVERY));
  const promql = () => props.promql.replaceAll('$server', props.server.name);
  const result = createQuery((signal) => {
    const { range } = session.session();
    const end = tick();
    if (end === 0 || engine.clock().mode === 'replaying') return undefined;
    const step = Math.max(engine.snapshot()?.step ?? SECOND, alignDown(range / POINTS, SECOND));
    return engine.call('query', { promql: promql(), start: end - range, end, step }, signal);
  });
  return (
    <section class="pinned card__body" aria-label={props.promql}>
      <a href={session.href({ view: 'explore', query: promql(), selected: undefined })}>
        <code>{promql()}</code>
      </a>
      <Show when={result.error()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={result()}>
        {(matrix) => (
          <TimeChart
            label={t('chart.label', { promql: promql() })}
            from={matrix().start}
            to={matrix().start + (matrix().length - 1) * matrix().step}
            unit={unitOf(props.promql)}
            format={format}
            lines={linesOf(matrix())}
            timeLabels
            empty={t('empty.result')}
          />
        )}
      </Show>
    </section>
  );
}
