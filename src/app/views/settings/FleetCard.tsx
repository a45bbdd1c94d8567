/** The simulated fleet's parameters; nothing changes until they are applied together. */
import { createMemo, createSignal, createUniqueId, on, Show } from 'solid-js';
import { MAX_SIZE, SCENARIOS, type ScenarioId } from '../../../core/domain/session.ts';
import {
  formatDuration,
  MINUTE,
  type Ms,
  parseDuration,
  SECOND,
} from '../../../core/domain/time.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { Setting } from './Setting.tsx';
import { useSettingsWords } from './words.ts';

const STEPS: readonly Ms[] = [SECOND, 5 * SECOND, 15 * SECOND, MINUTE];
const MAX_SEED = 0xffffffff;

export function FleetCard() {
  const ids = { seed: createUniqueId(), size: createUniqueId() };
  const store = useSession();
  const terms = useTerms();
  const { t, format } = useSettingsWords();
  const [seed, setSeed] = createSignal('');
  const [size, setSize] = createSignal('');
  const [scenario, setScenario] = createSignal<ScenarioId>('normal');
  const [step, setStep] = createSignal<Ms>(SECOND);
  // The form starts from what is open, and again when something else is opened.
  createMemo(
    on(
      () => {
        const s = store.session();
        return JSON.stringify([s.source, s.seed, s.size, s.scenario, s.step]);
      },
      () => {
        const s = store.session();
        setSeed(String(s.seed));
        setSize(String(s.size));
        setScenario(s.scenario);
        setStep(s.step);
      },
    ),
  );
  const whole = (text: string, least: number, most: number) => {
    const n = /^\d{1,10}$/.test(text.trim()) ? Number(text) : NaN;
    return n >= least && n <= most ? n : undefined;
  };
  const chosenSeed = () => whole(seed(), 0, MAX_SEED);
  const chosenSize = () => whole(size(), 1, MAX_SIZE);
  const isOpen = () => {
    const s = store.session();
    return (
      s.source === 'sim' &&
      s.seed === chosenSeed() &&
      s.size === chosenSize() &&
      s.scenario === scenario() &&
      s.step === step()
    );
  };
  const isValid = () => chosenSeed() !== undefined && chosenSize() !== undefined;
  const apply = (event: SubmitEvent) => {
    event.preventDefault();
    const [newSeed, newSize] = [chosenSeed(), chosenSize()];
    if (newSeed === undefined || newSize === undefined) return;
    store.go({
      source: 'sim',
      file: undefined,
      seed: newSeed,
      size: newSize,
      scenario: scenario(),
      step: step(),
      from: undefined,
      at: undefined,
      actions: [],
    });
  };
  const randomize = () => setSeed(String(crypto.getRandomValues(new Uint32Array(1))[0]));
  const steps = () => (STEPS.includes(step()) ? STEPS : [...STEPS, step()].sort((a, b) => a - b));

  return (
    <Card title={t('fleet.title')} note={t('fleet.note')}>
      <form class="card__body" onSubmit={apply}>
        <Setting label={t('fleet.seed')} hint={t('fleet.seedHint')} for={ids.seed}>
          <button type="button" class="button" data-kind="quiet" onClick={randomize}>
            {t('fleet.random')}
          </button>
          <input
            id={ids.seed}
            class="field num fleet-form__number"
            inputmode="numeric"
            value={seed()}
            aria-invalid={chosenSeed() === undefined}
            onInput={(event) => setSeed(event.currentTarget.value)}
          />
        </Setting>
        <Setting
          label={t('fleet.size')}
          hint={t('fleet.sizeHint', { most: format.number(MAX_SIZE, 0) })}
          for={ids.size}
        >
          <input
            id={ids.size}
            class="field num fleet-form__number"
            inputmode="numeric"
            value={size()}
            aria-invalid={chosenSize() === undefined}
            onInput={(event) => setSize(event.currentTarget.value)}
          />
        </Setting>
        <Setting label={t('fleet.scenario')}>
          <Segmented
            label={t('fleet.scenario')}
            options={SCENARIOS.map((value) => ({ value, label: terms.t(`scenario.${value}`) }))}
            value={scenario()}
            onChange={setScenario}
          />
        </Setting>
        <Setting label={t('fleet.step')}>
          <Segmented
            label={t('fleet.step')}
            options={steps().map((ms) => ({
              value: formatDuration(ms),
              label: format.duration(ms),
            }))}
            value={formatDuration(step())}
            onChange={(text) => setStep(parseDuration(text) ?? SECOND)}
          />
        </Setting>
        <div class="setting">
          <p class="setting__hint" role="status">
            <Show when={isValid()} fallback={t('fleet.invalid')}>
              {t(isOpen() ? 'fleet.current' : 'fleet.replaces')}
            </Show>
          </p>
          <button
            type="submit"
            class="button"
            data-kind="primary"
            disabled={!isValid() || isOpen()}
          >
            {t('fleet.apply')}
          </button>
        </div>
      </form>
    </Card>
  );
}
