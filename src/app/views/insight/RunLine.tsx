/** The line over an analysis: what is being done and how far, cancel; or that it was stopped; or why it failed. */
import '../../widgets/run-progress.css';
import { Match, Switch } from 'solid-js';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import type { Analysis } from './analysis.ts';
import { useInsightWords } from './words.ts';

/** One line that stays: whether it runs, was stopped or is done, nothing below it moves. */
export function RunLine<T>(props: { analysis: Analysis<T> }) {
  const { t, format } = useInsightWords();
  return (
    <Switch>
      <Match when={props.analysis.error()}>
        {(error) => <ErrorCard error={error()} onRetry={() => props.analysis.again()} />}
      </Match>
      <Match when={props.analysis.isRunning()}>
        <div class="insight-run" data-run>
          <progress
            class="run-progress"
            max="1"
            value={props.analysis.share() ?? 0}
            aria-label={t('run.label')}
          />
          <span class="num">
            {props.analysis.share() === undefined
              ? t('run.reading')
              : t('run.share', { share: format.value(props.analysis.share(), '1') })}
          </span>
          <button type="button" class="button" onClick={() => props.analysis.cancel()}>
            {t('run.cancel')}
          </button>
        </div>
      </Match>
      <Match when={props.analysis.isCancelled()}>
        <div class="insight-run">
          <span>{t('run.cancelled')}</span>
          <button type="button" class="button" onClick={() => props.analysis.again()}>
            {t('run.again')}
          </button>
        </div>
      </Match>
      <Match when={props.analysis.value() !== undefined}>
        <div class="insight-run" data-done>
          <span>{t('run.done')}</span>
          <button
            type="button"
            class="button"
            data-kind="quiet"
            onClick={() => props.analysis.again()}
          >
            {t('run.again')}
          </button>
        </div>
      </Match>
    </Switch>
  );
}
