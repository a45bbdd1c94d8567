/** The line under a form while a measurement runs: progress, time left, cancel; or why it failed. */
import { Match, Show, Switch } from 'solid-js';
import type { Quality, RunKind } from '../../quality.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { useQualityWords } from './words.ts';

/** @param props.run which measurement this bar belongs to; it is silent about others but for a note */
export function RunBar(props: { quality: Quality; run: RunKind; onRetry: () => void }) {
  const { t, format } = useQualityWords();
  const running = () => {
    const state = props.quality.state();
    return state.kind === 'running' ? state : undefined;
  };
  const failure = () => {
    const state = props.quality.state();
    return state.kind === 'failed' && state.run === props.run ? state.error : undefined;
  };
  const text = () => {
    const progress = running()?.progress;
    if (!progress || progress.share === 0) return t('run.preparing');
    const { done, of, left } = progress;
    return left === undefined
      ? t('run.progressEarly', { done, of })
      : t('run.progress', { done, of, left: format.duration(Math.max(1000, left)) });
  };
  return (
    <Switch>
      <Match when={running()?.run === props.run}>
        <div class="quality-run">
          <progress
            class="run-progress"
            max="1"
            value={running()?.progress?.share ?? 0}
            aria-label={t('run.label')}
          />
          <p class="num" data-run-progress>
            {text()}
          </p>
          <p class="muted">
            <Show when={running()?.progress}>
              {(progress) => t('run.workers', { n: progress().workers })}
            </Show>
          </p>
          <button type="button" class="button" onClick={() => props.quality.cancel()}>
            {t('form.cancel')}
          </button>
        </div>
      </Match>
      <Match when={running()}>
        <p class="quality-run muted">{t('run.elsewhere')}</p>
      </Match>
      <Match when={failure()}>
        {(error) => <ErrorCard error={error()} onRetry={props.onRetry} />}
      </Match>
    </Switch>
  );
}
