/** What is asked of a Prometheus for each metric: our expressions or the user's, with the newest values while it is in use. */
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { ConnectionConfig } from '../../../core/domain/connection.ts';
import type { Status } from '../../../core/domain/incident.ts';
import { metricById } from '../../../core/domain/metrics.ts';
import { NODE_EXPORTER } from '../../../core/formats/prometheus-mapping.ts';
import { useEngine } from '../../engine.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useConnectionWords } from './connection-words.ts';

/** @param props.inUse whether the open fleet is this connection's */
export function MappingTable(props: { config: ConnectionConfig; inUse: boolean }) {
  const engine = useEngine();
  const terms = useTerms();
  const { t, format } = useConnectionWords();
  const [edited, setEdited] = createSignal<Readonly<Record<string, string>>>({});
  const rows = Object.keys(NODE_EXPORTER);
  const promqlOf = (id: string) =>
    edited()[id] ?? props.config.mapping[id] ?? NODE_EXPORTER[id] ?? '';
  const isOwn = (id: string) => promqlOf(id) !== NODE_EXPORTER[id];
  /** Newest values of a metric across the fleet: median and how many servers have one. */
  const figures = createMemo(() => {
    const fleet = props.inUse ? engine.fleet() : undefined;
    const values = engine.snapshot()?.values;
    const n = fleet?.servers.length ?? 0;
    return new Map(
      (fleet?.metrics ?? []).map((metric, m) => {
        const present = [...(values?.subarray(m * n, (m + 1) * n) ?? [])].filter(
          (value) => !Number.isNaN(value),
        );
        present.sort((a, b) => a - b);
        return [metric.id, { middle: present[present.length >> 1], count: present.length, all: n }];
      }),
    );
  });
  const connect = (mapping: Readonly<Record<string, string>>) => {
    setEdited({});
    const config = { ...props.config, mapping };
    void engine.call('connect', { config, credentials: undefined });
  };
  const changed = () =>
    Object.fromEntries(rows.filter(isOwn).map((id) => [id, promqlOf(id)] as const));

  return (
    <section class="source-section">
      <header class="source-section__head">
        <h3>{t('mapping.title')}</h3>
        <Show when={props.inUse}>
          <span class="muted">
            {t('mapping.note', { found: figures().size, all: rows.length })}
          </span>
        </Show>
        <span class="source-pane__actions">
          <Show when={Object.keys(props.config.mapping).length > 0}>
            <button type="button" class="button" onClick={() => connect({})}>
              {t('mapping.reset')}
            </button>
          </Show>
          <Show when={Object.keys(edited()).length > 0}>
            <button
              type="button"
              class="button"
              data-kind="accent"
              onClick={() => connect(changed())}
            >
              {t('mapping.apply')}
            </button>
          </Show>
        </span>
      </header>
      <ScrollRegion class="source-table" label={t('mapping.title')}>
        <table class="table mapping-table">
          <thead>
            <tr>
              <th scope="col">{t('mapping.metric')}</th>
              <th scope="col">{t('mapping.query')}</th>
              <Show when={props.inUse}>
                <th scope="col" class="num">
                  {t('mapping.preview')}
                </th>
                <th scope="col">{t('mapping.coverage')}</th>
              </Show>
            </tr>
          </thead>
          <tbody>
            <For each={rows}>
              {(id) => {
                const unit = metricById(id)?.unit ?? '{value}';
                const figure = () => figures().get(id);
                return (
                  <tr>
                    <th scope="row">
                      {terms.metric(id)}
                      <Show when={isOwn(id)}>
                        {' '}
                        <span class="badge">{t('mapping.own')}</span>
                      </Show>
                    </th>
                    <td>
                      <textarea
                        class="field mono mapping-table__query"
                        rows="1"
                        spellcheck={false}
                        aria-label={t('mapping.edit', { metric: terms.metric(id) })}
                        value={promqlOf(id)}
                        onInput={(event) =>
                          setEdited({ ...edited(), [id]: event.currentTarget.value })
                        }
                      />
                    </td>
                    <Show when={props.inUse}>
                      <td class="num">
                        {figure()?.count ? format.value(figure()?.middle ?? Number.NaN, unit) : '–'}
                      </td>
                      <td>
                        <StatusBadge status={coverageOf(figure())}>
                          <Show when={figure()?.count} fallback={t('mapping.none')}>
                            <span class="num">
                              {format.number(figure()?.count ?? 0, 0)} /{' '}
                              {format.number(engine.fleet()?.servers.length ?? 0, 0)}
                            </span>
                          </Show>
                        </StatusBadge>
                      </td>
                    </Show>
                  </tr>
                );
              }}
            </For>
          </tbody>
        </table>
      </ScrollRegion>
      <p class="muted">{t('mapping.placeholders')}</p>
    </section>
  );
}

/** Metrics that every server has are well; none at all is no fault of theirs. */
function coverageOf(figure: { readonly count: number; readonly all: number } | undefined): Status {
  if (!figure?.count) return 'unk';
  return figure.count === figure.all ? 'ok' : 'warn';
}
