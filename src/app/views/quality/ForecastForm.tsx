/** Which simulated fleets forecasts are measured on. */
import { createSignal, createUniqueId, For } from 'solid-js';
import { FORECAST_SAMPLE, type Quality, SERVERS } from '../../quality.ts';
import { Card } from '../../widgets/Card.tsx';
import { RunBar } from './RunBar.tsx';
import { SeedField } from './SeedField.tsx';
import { useQualityWords } from './words.ts';

const SEEDS = [1, 2, 5, 10] as const;

export function ForecastForm(props: { quality: Quality }) {
  const { t } = useQualityWords();
  const id = createUniqueId();
  const last = () => props.quality.forecasts();
  const [seed, setSeed] = createSignal<number | undefined>(last()?.seed ?? 42);
  const [seeds, setSeeds] = createSignal(last()?.seeds ?? 1);
  const isRunning = () => {
    const state = props.quality.state();
    return state.kind === 'running' && state.run === 'forecasts';
  };
  const run = () => {
    const first = seed();
    if (first !== undefined) void props.quality.runForecasts(first, seeds());
  };
  return (
    <Card
      title={t('forecast.title')}
      note={t('forecast.note', { sample: FORECAST_SAMPLE, servers: SERVERS })}
    >
      <form
        class="quality-form"
        onSubmit={(event) => {
          event.preventDefault();
          run();
        }}
      >
        <SeedField value={seed()} onChange={setSeed} />
        <label class="quality-form__field" for={`${id}-seeds`}>
          <span>{t('form.seeds')}</span>
          <select
            class="select"
            id={`${id}-seeds`}
            value={seeds()}
            onChange={(event) => setSeeds(Number(event.currentTarget.value))}
          >
            <For each={SEEDS}>
              {(n) => (
                <option value={n} selected={n === seeds()}>
                  {t('form.seedsValue', { n })}
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
          {t(last() ? 'form.again' : 'form.run')}
        </button>
      </form>
      <RunBar quality={props.quality} run="forecasts" onRetry={run} />
    </Card>
  );
}
