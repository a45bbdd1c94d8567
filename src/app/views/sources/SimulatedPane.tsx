/** The simulated fleet's parameters: seed, size, scenario, step; applying starts afresh. */
import { Dices, Sparkles } from 'lucide-solid';
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js';
import {
  DEFAULT_SESSION,
  MAX_SIZE,
  SCENARIOS,
  type ScenarioId,
} from '../../../core/domain/session.ts';
import { type Ms, SECOND } from '../../../core/domain/time.ts';
import { sources as en } from '../../i18n/en/sources.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { sources as ko } from '../../i18n/ko/sources.ts';
import { useSession } from '../../session.ts';
import { isTerm, useTerms } from '../../widgets/terms.ts';
import { FaultForm } from './FaultForm.tsx';
import { HoldsTable } from './HoldsTable.tsx';

const words = { en, ko };
const STEPS: readonly Ms[] = [1, 5, 15, 60].map((seconds) => seconds * SECOND);
const LARGEST_SEED = 0xffffffff;

/** Form of the simulated fleet, and, while it is in use, its faults and metrics. */
export function SimulatedPane() {
  const session = useSession();
  const { t, format } = useWords(words);
  const terms = useTerms();
  const id = createUniqueId();
  const now = session.session();
  const [seed, setSeed] = createSignal(String(now.seed));
  const [size, setSize] = createSignal(String(now.size));
  const [scenario, setScenario] = createSignal<ScenarioId>(now.scenario);
  const [step, setStep] = createSignal(now.source === 'sim' ? now.step : DEFAULT_SESSION.step);

  const seedOk = () => /^\d{1,10}$/.test(seed()) && Number(seed()) <= LARGEST_SEED;
  const sizeOk = () =>
    /^\d{1,5}$/.test(size()) && Number(size()) >= 1 && Number(size()) <= MAX_SIZE;
  const inUse = createMemo(() => session.session().source === 'sim');
  const unchanged = createMemo(() => {
    const current = session.session();
    return (
      inUse() &&
      current.seed === Number(seed()) &&
      current.size === Number(size()) &&
      current.scenario === scenario() &&
      current.step === step()
    );
  });
  const scenarioName = (item: ScenarioId) => {
    const key = `scenario.${item}`;
    return isTerm(key) ? terms.t(key) : item;
  };

  function apply(event: SubmitEvent) {
    event.preventDefault();
    if (!seedOk() || !sizeOk()) return;
    session.go({
      source: 'sim',
      file: undefined,
      seed: Number(seed()),
      size: Number(size()),
      scenario: scenario(),
      step: step(),
      from: undefined,
      at: undefined,
      actions: [],
      selected: 'sim',
    });
  }

  return (
    <section class="card source-pane" aria-labelledby={`${id}-title`}>
      <form onSubmit={apply}>
        <header class="source-pane__head">
          <Sparkles size={16} aria-hidden="true" />
          <h2 id={`${id}-title`}>{t('sim.title')}</h2>
          <span class="source-pane__actions">
            <button
              type="submit"
              class="button"
              data-kind="accent"
              disabled={unchanged() || !seedOk() || !sizeOk()}
            >
              {t(inUse() ? 'sim.apply' : 'use')}
            </button>
          </span>
        </header>
        <div class="source-form">
          <div class="source-field">
            <label for={`${id}-seed`}>{t('sim.seed')}</label>
            <span class="field">
              <input
                id={`${id}-seed`}
                class="num"
                inputmode="numeric"
                autocomplete="off"
                value={seed()}
                aria-invalid={!seedOk()}
                aria-describedby={`${id}-seed-note`}
                onInput={(event) => setSeed(event.currentTarget.value.trim())}
              />
              <button
                type="button"
                class="source-field__extra"
                aria-label={t('sim.seed.new')}
                title={t('sim.seed.new')}
                onClick={() =>
                  setSeed(String(crypto.getRandomValues(new Uint32Array(1))[0] % 100_000))
                }
              >
                <Dices size={15} aria-hidden="true" />
              </button>
            </span>
            <small id={`${id}-seed-note`} data-bad={!seedOk()}>
              {t(seedOk() ? 'sim.seed.note' : 'sim.invalid.seed')}
            </small>
          </div>
          <div class="source-field">
            <label for={`${id}-size`}>{t('sim.size')}</label>
            <input
              id={`${id}-size`}
              class="field num"
              inputmode="numeric"
              autocomplete="off"
              value={size()}
              aria-invalid={!sizeOk()}
              aria-describedby={`${id}-size-note`}
              onInput={(event) => setSize(event.currentTarget.value.trim())}
            />
            <small id={`${id}-size-note`} data-bad={!sizeOk()}>
              {t(sizeOk() ? 'sim.size.note' : 'sim.invalid.size')}
            </small>
          </div>
          <label class="source-field">
            <span>{t('sim.scenario')}</span>
            <select
              class="select"
              onChange={(event) =>
                setScenario(
                  SCENARIOS.find((item) => item === event.currentTarget.value) ?? 'normal',
                )
              }
            >
              <For each={SCENARIOS}>
                {(item) => (
                  <option value={item} selected={item === scenario()}>
                    {scenarioName(item)}
                  </option>
                )}
              </For>
            </select>
          </label>
          <label class="source-field">
            <span>{t('sim.step')}</span>
            <select class="select" onChange={(event) => setStep(Number(event.currentTarget.value))}>
              <For each={STEPS}>
                {(item) => (
                  <option value={item} selected={item === step()}>
                    {format.duration(item)}
                  </option>
                )}
              </For>
            </select>
          </label>
        </div>
        <p class="source-pane__note">{t('sim.apply.note')}</p>
      </form>
      <Show when={inUse()}>
        <FaultForm />
        <HoldsTable />
      </Show>
    </section>
  );
}
