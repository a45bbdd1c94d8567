/** Which simulated days to measure: seed, how many, how finely sampled. */
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { MINUTE, type Ms, SECOND } from '../../../core/domain/time.ts';
import { type Quality, SERVERS } from '../../quality.ts';
import { Card } from '../../widgets/Card.tsx';
import { RunBar } from './RunBar.tsx';
import { SeedField } from './SeedField.tsx';
import { useQualityWords } from './words.ts';

const DAYS = [1, 2, 5, 10, 30] as const;
const STEPS: readonly Ms[] = [SECOND, 15 * SECOND, MINUTE];

export function DaysForm(props: { quality: Quality }) {
  const { t, format } = useQualityWords();
  const id = createUniqueId();
  const last = () => props.quality.simulated();
  const [seed, setSeed] = createSignal<number | undefined>(last()?.seed ?? 42);
  const [days, setDays] = createSignal(last()?.days ?? 5);
  const [step, setStep] = createSignal(last()?.step ?? 15 * SECOND);
  const isRunning = () => {
    const state = props.quality.state();
    return state.kind === 'running' && state.run === 'simulated';
  };
  const run = () => {
    const first = seed();
    if (first !== undefined)
      void props.quality.runSimulated({ seed: first, days: days(), step: step() });
  };
  const isOther = () => {
    const result = last();
    return (
      result !== undefined &&
      (result.seed !== seed() || result.days !== days() || result.step !== step())
    );
  };

  return (
    <Card title={t('days.title')} note={t('days.note', { servers: SERVERS })}>
      <form
        class="quality-form"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <SeedField value={seed()} onChange={setSeed} />
        <label class="quality-form__field" for={`${id}-days`}>
          <span>{t('form.days')}</span>
          <select
            class="select"
            id={`${id}-days`}
            value={days()}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            <For each={DAYS}>
              {(n) => (
                <option value={n} selected={n === days()}>
                  {t('form.daysValue', { n })}
                </option>
              )}
            </For>
          </select>
        </label>
        <label class="quality-form__field" for={`${id}-step`}>
          <span>{t('form.step')}</span>
          <select
            class="select"
            id={`${id}-step`}
            value={step()}
            onChange={(event) => setStep(Number(event.currentTarget.value))}
          >
            <For each={STEPS}>
              {(ms) => (
                <option value={ms} selected={ms === step()}>
                  {format.duration(ms)}
                </option>
              )}
            </For>
          </select>
        </label>
        <button
          type="submit"
          class="button"
          data-kind="accent"
          disabled={isRunning() || seed() === undefined}
        >
          {t(last() && !isOther() ? 'form.again' : 'form.run')}
        </button>
      </form>
      <RunBar quality={props.quality} run="simulated" onRetry={run} />
      <Show when={isOther() && last()}>
        {(result) => (
          <p class="quality-run muted">
            {t('days.changed', {
              seed: String(result().seed),
              days: t('form.daysValue', { n: result().days }),
              step: format.duration(result().step),
            })}
          </p>
        )}
      </Show>
    </Card>
  );
}
