/** What the open source holds: its metrics, their newest values across the fleet and how many servers report them. */
import { createMemo, createUniqueId, For } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };

/** Section with one row per metric of the open fleet. */
export function HoldsTable() {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useWords(words);
  const id = createUniqueId();
  const metrics = () => engine.fleet()?.metrics ?? [];
  const servers = () => engine.fleet()?.servers.length ?? 0;
  /** Lowest, highest and number of present samples, per metric. */
  const figures = createMemo(() => {
    const values = engine.snapshot()?.values;
    const n = servers();
    return metrics().map((_, m) => {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      let present = 0;
      for (let i = m * n; values && i < (m + 1) * n; i++) {
        const v = values[i];
        if (Number.isNaN(v)) continue;
        present++;
        if (v < low) low = v;
        if (v > high) high = v;
      }
      return { low, high, present };
    });
  });

  return (
    <section class="source-section" aria-labelledby={id}>
      <header class="source-section__head">
        <h3 id={id}>{t('holds.title')}</h3>
        <span class="muted">
          {t('holds.note', { servers: servers(), metrics: metrics().length })}
        </span>
      </header>
      <ScrollRegion class="source-table" label={terms.t('ui.table')}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('holds.metric')}</th>
              <th scope="col">{t('holds.prom')}</th>
              <th scope="col" class="num">
                {t('holds.range')}
              </th>
              <th scope="col">{t('holds.coverage')}</th>
            </tr>
          </thead>
          <tbody>
            <For each={metrics()}>
              {(metric, m) => {
                const figure = () => figures()[m()];
                return (
                  <tr>
                    <th scope="row">{terms.metric(metric.id)}</th>
                    <td>
                      <code>{metric.prom}</code>
                    </td>
                    <td class="num">
                      {figure().present === 0
                        ? '–'
                        : figure().low === figure().high
                          ? format.value(figure().low, metric.unit)
                          : `${format.value(figure().low, metric.unit)} – ${format.value(figure().high, metric.unit)}`}
                    </td>
                    <td>
                      <StatusBadge
                        status={
                          figure().present === servers()
                            ? 'ok'
                            : figure().present === 0
                              ? 'unk'
                              : 'warn'
                        }
                      >
                        <span class="num">
                          {format.number(figure().present, 0)} / {format.number(servers(), 0)}
                        </span>
                      </StatusBadge>
                    </td>
                  </tr>
                );
              }}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}
