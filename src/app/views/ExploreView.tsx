/** Explore: PromQL over the open source, as a graph or a table; the expression is part of the link, what was run stays on this device. */
import './explore.css';
import { Check, Link2, Pin, Play, Square } from 'lucide-solid';
import { createMemo, createSignal, For, lazy, Match, Show, Suspense, Switch } from 'solid-js';
import { useEngine } from '../engine.tsx';
import { useSession } from '../session.ts';
import { Segmented } from '../widgets/Segmented.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import { catalogueOf } from './explore/catalogue.ts';
import { errorPlace } from './explore/error-place.ts';
import { createEvaluation, type Where } from './explore/evaluation.ts';
import { EXAMPLES } from './explore/examples.ts';
import { PastQueries } from './explore/PastQueries.tsx';
import { queriesOf, remembered, togglePin } from './explore/past-queries.ts';
import { placeOf } from './explore/place.ts';
import { Remarks } from './explore/Remarks.tsx';
import { ResultGraph } from './explore/ResultGraph.tsx';
import { ResultTable } from './explore/ResultTable.tsx';
import { useExploreWords } from './explore/words.ts';

/** Three quarters of the screen's bytes are CodeMirror: what was asked is answered before it has come. */
const PromqlEditor = lazy(async () => ({
  default: (await import('../widgets/PromqlEditor.tsx')).PromqlEditor,
}));

/** The screen. */
export default function ExploreView() {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useExploreWords();
  const [text, setText] = createSignal(session.session().query ?? '');
  const [shown, setShown] = createSignal<'graph' | 'table'>('graph');
  const [chosen, setChosen] = createSignal<Where>();
  const [copied, setCopied] = createSignal(false);
  const queries = queriesOf(engine);
  /** A Prometheus can be asked itself. */
  const hasSource = createMemo(
    () =>
      session.session().source === 'live' &&
      engine
        .connections()
        .some(
          ({ config }) => config.key === session.session().file && config.kind === 'prometheus',
        ),
  );
  /** Chosen by hand, else by the names that are read: a link of an expression needs no more than itself. */
  const place = createMemo((): Where => {
    if (!hasSource()) return 'here';
    const { query } = session.session();
    const fallback = query === undefined ? 'here' : placeOf(query, engine.fleet()?.metrics ?? []);
    return chosen() ?? fallback;
  });
  const elsewhere = (): Where => (place() === 'here' ? 'source' : 'here');
  const evaluation = createEvaluation(engine, session, place, () => shown() === 'graph');
  const catalogue = catalogueOf(engine, () =>
    place() === 'source' ? session.session().file : undefined,
  );

  function run(promql = text()) {
    const query = promql.trim();
    if (query === '') return;
    setText(query);
    setCopied(false);
    queries.update((all) => remembered(all, query));
    session.adjust({ query });
    evaluation.again();
  }
  const isPinned = () => queries.value().pinned.includes(session.session().query ?? '');

  return (
    <div class="view explore" data-idle={evaluation.isRunning() ? undefined : ''}>
      <header class="explore__head">
        <h1>{t('title')}</h1>
        <p class="muted">{t('note')}</p>
      </header>
      <div class="explore__grid">
        <div class="explore__main">
          <section class="card explore__ask">
            <Suspense fallback={<Skeleton height="40px" />}>
              <PromqlEditor
                value={text()}
                label={`${t('editor')}. ${t('editor.help')}`}
                hint="avg by (role) (system_cpu_utilization)"
                catalogue={catalogue}
                onInput={setText}
                onRun={() => run()}
              />
            </Suspense>
            <div class="explore__tools">
              <Show
                when={evaluation.isRunning()}
                fallback={
                  <button
                    type="button"
                    class="button"
                    data-kind="accent"
                    disabled={text().trim() === ''}
                    onClick={() => run()}
                  >
                    <Play size={14} aria-hidden="true" />
                    {t('run')}
                  </button>
                }
              >
                <button type="button" class="button" onClick={() => evaluation.stop()}>
                  <Square size={14} aria-hidden="true" />
                  {t('stop')}
                </button>
              </Show>
              <Segmented
                label={t('as.label')}
                options={[
                  { value: 'graph', label: t('as.graph') },
                  { value: 'table', label: t('as.table') },
                ]}
                value={shown()}
                onChange={setShown}
              />
              <Show when={hasSource()}>
                <Segmented
                  label={t('where.label')}
                  options={[
                    { value: 'here', label: t('where.here') },
                    { value: 'source', label: t('where.source') },
                  ]}
                  value={place()}
                  onChange={setChosen}
                />
              </Show>
              <span class="explore__share">
                <button
                  type="button"
                  class="button"
                  data-kind="quiet"
                  disabled={session.session().query === undefined}
                  aria-pressed={isPinned()}
                  title={t('pin.note')}
                  onClick={() =>
                    queries.update((all) => togglePin(all, session.session().query ?? ''))
                  }
                >
                  <Pin size={14} aria-hidden="true" />
                  {t(isPinned() ? 'pinned' : 'pin')}
                </button>
                <button
                  type="button"
                  class="button"
                  data-kind="quiet"
                  disabled={session.session().query === undefined}
                  onClick={async () => {
                    await navigator.clipboard.writeText(session.link());
                    setCopied(true);
                  }}
                >
                  <Show when={copied()} fallback={<Link2 size={14} aria-hidden="true" />}>
                    <Check size={14} aria-hidden="true" />
                  </Show>
                  {t(copied() ? 'copied' : 'copy')}
                </button>
              </span>
            </div>
            <p class="muted explore__where">
              {t(place() === 'source' ? 'where.source.note' : 'where.here.note')}
            </p>
          </section>
          <section class="card explore__result" aria-live="polite">
            <Switch
              fallback={
                <div class="explore__empty">
                  <p>{t('empty')}</p>
                  <For each={EXAMPLES}>
                    {(example) => (
                      <button
                        type="button"
                        class="explore__example"
                        onClick={() => run(example.promql)}
                      >
                        <b>{t(example.title)}</b>
                        <code>{example.promql}</code>
                      </button>
                    )}
                  </For>
                </div>
              }
            >
              <Match when={evaluation.error()}>
                {(error) => (
                  <div class="explore__error" role="alert">
                    <b>{terms.error(error())}</b>
                    <Show when={errorPlace(error(), session.session().query ?? '')}>
                      {(place) => (
                        <>
                          <p>
                            {t('error.where', {
                              position: place().position + 1,
                              text: place().text,
                            })}
                          </p>
                          <pre>
                            {session.session().query ?? ''}
                            {`\n${' '.repeat(place().position)}^`}
                          </pre>
                        </>
                      )}
                    </Show>
                    <Show when={error().message !== error().detail.text}>
                      <code class="muted">{error().message}</code>
                    </Show>
                  </div>
                )}
              </Match>
              <Match when={evaluation.isRunning() && !evaluation.result()}>
                <div class="explore__empty">
                  <p>{t('running')}</p>
                  <Skeleton lines={4} />
                </div>
              </Match>
              <Match when={evaluation.result()}>
                {(result) => (
                  <>
                    <p class="explore__count num">
                      {t('result.series', {
                        count: result().matrix.series.length,
                        took: `${format.number(result().took, result().took < 10 ? 1 : 0)} ms`,
                      })}
                    </p>
                    <Remarks remarks={result().matrix.remarks} />
                    <Show
                      when={result().matrix.series.length > 0}
                      fallback={
                        <div class="explore__empty">
                          <p>{t('empty.result')}</p>
                          <Show when={hasSource()}>
                            <p class="muted">{t(`empty.${place()}`)}</p>
                            <button
                              type="button"
                              class="button"
                              onClick={() => setChosen(elsewhere())}
                            >
                              {t(`ask.${elsewhere()}`)}
                            </button>
                          </Show>
                        </div>
                      }
                    >
                      <Show
                        when={shown() === 'graph' && result().matrix.length > 1}
                        fallback={<ResultTable result={result()} />}
                      >
                        <ResultGraph result={result()} />
                      </Show>
                    </Show>
                  </>
                )}
              </Match>
            </Switch>
          </section>
        </div>
        <PastQueries queries={queries} onRun={run} />
      </div>
      <details class="explore__reference">
        <summary>{t('reference')}</summary>
        <p>{t('reference.text')}</p>
      </details>
    </div>
  );
}
