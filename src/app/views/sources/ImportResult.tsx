/** What was understood of a file: facts, rows that could not be read, first lines, columns to correct. */
import { createUniqueId, For, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { useSession } from '../../session.ts';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { Excerpt } from './Excerpt.tsx';
import { openFile } from './FilePane.tsx';
import type { Importer, ImportState } from './importer.ts';
import { MappingForm } from './MappingForm.tsx';

const words = { en, ko };

/** @param props.outcome a finished import */
export function ImportResult(props: {
  outcome: Extract<ImportState, { kind: 'done' }>;
  importer: Importer;
}) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);
  const id = createUniqueId();
  const report = () => props.outcome.report;
  const inUse = () =>
    session.session().source === 'file' && session.session().file === report().key;
  const problems = () => t('problems.title', { count: report().problemCount });
  const facts = () =>
    [
      [t('result.format'), t(`result.format.${report().format}`)],
      [t('result.rows'), format.number(report().rows, 0)],
      [t('result.series'), format.number(report().series, 0)],
      [t('result.step'), format.duration(report().step)],
      [t('result.from'), format.time(report().from, 'full')],
      [t('result.to'), format.time(report().to, 'full')],
      [t('result.time'), report().timeColumn ?? t('result.none')],
    ] as const;

  async function use() {
    openFile(session, report());
    if (inUse()) await engine.reopen(); // The same file read again with other columns.
  }

  return (
    <>
      <section class="source-section" aria-labelledby={id}>
        <header class="source-section__head">
          <h3 id={id}>{t('result.title')}</h3>
          <span class="mono muted">{report().name}</span>
          <span class="source-pane__actions">
            <button
              type="button"
              class="button"
              data-kind="accent"
              data-use-import
              onClick={() => void use()}
            >
              {t('use')}
            </button>
          </span>
        </header>
        <dl class="source-facts">
          <For each={facts()}>
            {([label, value]) => (
              <div>
                <dt>{label}</dt>
                <dd class="num">{value}</dd>
              </div>
            )}
          </For>
        </dl>
        <Show
          when={report().problemCount > 0}
          fallback={
            <p class="source-clean">
              <StatusBadge status="ok">{t('result.clean')}</StatusBadge>
            </p>
          }
        >
          <div class="source-problems">
            <p>
              <StatusBadge status="warn">{problems()}</StatusBadge>{' '}
              <span class="muted">{t('problems.note')}</span>
            </p>
            <ScrollRegion class="source-table" label={problems()}>
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col" class="num">
                      {t('problems.line')}
                    </th>
                    <th scope="col" class="num">
                      {t('problems.column')}
                    </th>
                    <th scope="col">{t('problems.what')}</th>
                    <th scope="col">{t('problems.text')}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={report().problems}>
                    {(problem) => (
                      <tr>
                        <td class="num">{format.number(problem.line, 0)}</td>
                        <td class="num">{format.number(problem.column, 0)}</td>
                        <td>{t(`problem.${problem.code}`)}</td>
                        <td>
                          <code>{problem.text}</code>
                        </td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </ScrollRegion>
            <Show when={report().problemCount > report().problems.length}>
              <p class="muted">{t('problems.more', { shown: report().problems.length })}</p>
            </Show>
          </div>
        </Show>
      </section>
      <Excerpt
        text={props.outcome.excerpt}
        marked={report().problems.map((problem) => problem.line)}
      />
      <Show
        when={
          report().format !== 'exposition' &&
          report().columns.length > 0 &&
          props.outcome.text !== undefined
        }
      >
        <MappingForm
          columns={report().columns}
          guessed={report().timeColumn}
          mapping={props.outcome.mapping}
          onRead={(mapping) =>
            void props.importer.read(
              { name: props.outcome.name, text: props.outcome.text ?? '' },
              mapping,
            )
          }
        />
      </Show>
    </>
  );
}
