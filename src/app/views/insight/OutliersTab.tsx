/** Outliers: servers unlike the rest of the fleet, what isolates them, and one server's moments unlike its own past. */
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import type { EpochMs } from '../../../core/domain/time.ts';
import type { OutlierReason } from '../../../core/insight/outliers.ts';
import { useEngine } from '../../engine.tsx';
import { Analysed } from './Analysed.tsx';
import { createAnalysis } from './analysis.ts';
import { Lead } from './Lead.tsx';
import { Moments } from './Moments.tsx';
import { Pick } from './Pick.tsx';
import { ScoreStrip } from './ScoreStrip.tsx';
import { TableCard } from './TableCard.tsx';
import { useInsightWords } from './words.ts';

const DEFAULT = 0.1;

export function OutliersTab(props: {
  workerUrl: string;
  instant: EpochMs | undefined;
  onIdle: (isIdle: boolean) => void;
}) {
  const engine = useEngine();
  const id = createUniqueId();
  const { t, format, terms, value } = useInsightWords();
  const [contamination, setContamination] = createSignal(DEFAULT);
  const [chosen, setChosen] = createSignal<string>();
  const analysis = createAnalysis(
    props.workerUrl,
    () =>
      props.instant === undefined
        ? undefined
        : { t: props.instant, contamination: contamination() },
    async (asked, port, { fleet, snapshot }, signal) => {
      const all = fleet();
      const now = snapshot();
      if (!all || !now) throw new Error('no fleet is open');
      const ranking = await port.call(
        'outliers',
        { fleet: all, values: now.values, contamination: asked.contamination },
        signal,
      );
      props.onIdle(true);
      return { ...ranking, share: asked.contamination };
    },
  );
  const nameOf = (row: number) => engine.fleet()?.servers.at(row)?.name ?? '';
  /** Outliers with their reasons, then the others by score. */
  const rows = createMemo(() => {
    const found = analysis.value();
    if (!found) return [];
    const reasons = new Map(found.outliers.map((one) => [one.row, one.reasons]));
    return [...found.all]
      .sort((a, b) => b.score - a.score)
      .map(({ row, score }) => ({
        row,
        score,
        server: nameOf(row),
        reasons: reasons.get(row),
      }));
  });
  const because = (reasons: readonly OutlierReason[]) =>
    reasons
      .map((one) => `${terms.metric(one.metric, 'short')} ${value(one.metric, one.value)}`)
      .join(', ');
  const first = () => rows().find(({ reasons }) => reasons !== undefined);
  const picked = () => chosen() ?? rows().at(0)?.server ?? engine.fleet()?.servers.at(0)?.name;
  const table = () => ({
    head: ['server', 'score', 'is_outlier', 'line', 'contamination', 'isolated_by'],
    rows: rows().map((one) => [
      ...[one.server, one.score, one.reasons ? 'yes' : 'no'],
      ...[analysis.value()?.line, analysis.value()?.share],
      (one.reasons ?? []).map((reason) => `${reason.metric}=${reason.value}`).join(' '),
    ]),
  });

  return (
    <>
      <div class="insight-controls insight-controls--bare">
        <label class="insight-choice" for={id}>
          <span class="muted">{t('outlier.contamination')}</span>
          <input
            id={id}
            type="range"
            class="insight-range"
            min="0.01"
            max="0.3"
            step="0.01"
            value={contamination()}
            aria-valuetext={format.value(contamination(), '1')}
            onChange={(event) => setContamination(event.currentTarget.valueAsNumber)}
          />
          <b class="num">{format.value(contamination(), '1')}</b>
        </label>
      </div>
      <Analysed analysis={analysis} lines={10}>
        {(found) => (
          <>
            <Show when={rows().length > 1} fallback={<Lead calm>{t('outlier.few')}</Lead>}>
              <Show
                when={first()}
                fallback={
                  <Lead calm>{t('outlier.calm', { line: format.value(found().line, '1') })}</Lead>
                }
              >
                {(one) => (
                  <Lead
                    note={t('outlier.count', {
                      count: found().outliers.length,
                      of: format.number(rows().length, 0),
                      share: format.value(found().share, '1'),
                    })}
                  >
                    {t('outlier.lead', {
                      server: one().server,
                      metrics: because(one().reasons ?? []),
                    })}
                  </Lead>
                )}
              </Show>
              <ScoreStrip
                rows={rows().map((one) => ({
                  label: one.server,
                  score: one.score,
                  isOutlier: one.reasons !== undefined,
                }))}
                line={found().line}
                label={t('outlier.strip', { line: format.value(found().line, '1') })}
              />
            </Show>
            <div class="insight-pair">
              <TableCard
                title={t('outlier.title')}
                head={[
                  { label: t('server') },
                  { label: t('outlier.score') },
                  { label: t('outlier.why') },
                ]}
                rows={rows()}
                text={(row) => row.server}
                row={(row) => (
                  <>
                    <th scope="row">
                      <Pick
                        server={row.server}
                        isPicked={row.server === picked()}
                        label={t('outlier.pick', { server: row.server })}
                        onPick={setChosen}
                      />
                    </th>
                    <td>
                      <span class="insight-bar" data-tone={row.reasons ? undefined : 'quiet'}>
                        <i style={{ '--share': row.score }} />
                        <b class="num">{format.value(row.score, '1')}</b>
                        <Show when={row.reasons}>
                          <span class="badge" data-status="infer">
                            {t('outlier.above')}
                          </span>
                        </Show>
                      </span>
                    </td>
                    <td class="num insight-why">{row.reasons ? because(row.reasons) : ''}</td>
                  </>
                )}
                about={t('outlier.about')}
                name="outliers"
                table={table}
              />
              <Show when={picked()}>
                {(server) => (
                  <Moments
                    workerUrl={props.workerUrl}
                    instant={props.instant}
                    server={server()}
                    contamination={contamination()}
                  />
                )}
              </Show>
            </div>
          </>
        )}
      </Analysed>
    </>
  );
}
