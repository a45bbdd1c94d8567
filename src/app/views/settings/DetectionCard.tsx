/** Sensitivity as a false-alarm budget: three named steps and a number, and the detector's own report on how it keeps it. */
import { createMemo, createSignal, createUniqueId, For, on, Show } from 'solid-js';
import { SENSITIVITIES, type Sensitivity } from '../../../core/detect/budget.ts';
import { BUDGET_RANGE, parseBudget } from '../../../core/domain/session.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { Host } from '../../widgets/Host.tsx';
import { Meter } from '../../widgets/Meter.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Setting } from './Setting.tsx';
import { useSettingsWords } from './words.ts';

const STEPS = ['quiet', 'balanced', 'watchful'] as const satisfies readonly Sensitivity[];
/** Servers named in the report: those that used most. */
const NAMED = 5;

export function DetectionCard() {
  const id = createUniqueId();
  const engine = useEngine();
  const store = useSession();
  const { t, format } = useSettingsWords();
  const budget = () => store.session().budget;
  const named = (): Sensitivity | 'own' =>
    STEPS.find((step) => SENSITIVITIES[step] === budget()) ?? 'own';
  const [text, setText] = createSignal('');
  // The field starts from the budget in force, and again when that changes.
  createMemo(on(budget, (now) => setText(String(Number(now.toPrecision(4))))));
  const typed = () => parseBudget(text().trim().replace(',', '.'));
  const isKept = () => typed() === Number(budget().toPrecision(4)) || typed() === budget();

  /** Replays the same session up to the instant shown with another budget. */
  const choose = (wanted: number | undefined) => {
    if (wanted === undefined || wanted === budget()) return;
    const { at, source } = store.session();
    const { mode } = engine.clock();
    // Live goes on live, and a file at its end stays there; a clock stopped elsewhere stays where it stands.
    const isMoving =
      mode === 'live' || mode === 'replaying' || (source === 'file' && mode !== 'past');
    store.go({
      budget: wanted,
      at: at === undefined && isMoving ? undefined : (at ?? engine.snapshot()?.t),
    });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    choose(typed());
  };

  const report = createMemo(() => {
    const now = engine.snapshot();
    const fleet = engine.fleet();
    if (!now || !fleet || now.detection.budget !== budget()) return undefined;
    const { used, warming, unscored } = now.detection;
    let sum = 0;
    for (const alarms of used) sum += alarms;
    const worst = [...fleet.servers]
      .filter(({ index }) => used[index] >= 0.05)
      .sort((a, b) => used[b.index] - used[a.index])
      .slice(0, NAMED)
      .map((server) => ({ server, used: used[server.index] }));
    return { mean: sum / Math.max(1, used.length), worst, warming, unscored };
  });
  const amount = (n: number) => format.number(n, n < 0.1 ? 2 : 1);
  const limit = () => format.number(budget(), 2);

  return (
    <Card title={t('detection.title')}>
      <form class="card__body" onSubmit={submit}>
        <Setting label={t('detection.sensitivity')} hint={t('detection.hint')}>
          <Segmented
            label={t('detection.sensitivity')}
            options={[
              ...STEPS.map((value) => ({ value, label: t(`detection.${value}`) })),
              ...(named() === 'own' ? [{ value: 'own' as const, label: t('detection.own') }] : []),
            ]}
            value={named()}
            onChange={(step) => step !== 'own' && choose(SENSITIVITIES[step])}
          />
        </Setting>
        <Setting
          label={t('detection.number')}
          hint={
            typed() === undefined
              ? t('detection.invalid', {
                  least: format.number(BUDGET_RANGE.least, 2),
                  most: format.number(BUDGET_RANGE.most, 0),
                })
              : t('detection.numberHint')
          }
          for={id}
        >
          <input
            id={id}
            class="field num detection__number"
            inputmode="decimal"
            value={text()}
            aria-invalid={typed() === undefined}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <button type="submit" class="button" disabled={typed() === undefined || isKept()}>
            {t('detection.apply')}
          </button>
        </Setting>
        <div class="setting detection__report" data-budget={limit()}>
          <div class="setting__words">
            <p class="setting__label">{t('detection.report')}</p>
            <p class="setting__hint">{t('detection.reportHint')}</p>
          </div>
          <Show when={report()} fallback={<p class="muted">{t('detection.replaying')}</p>}>
            {(now) => (
              <>
                <p class="num detection__mean">
                  {t('detection.mean', { used: amount(now().mean), budget: limit() })}
                </p>
                <Show
                  when={now().worst.length > 0}
                  fallback={<p class="setting__hint">{t('detection.noneUsed')}</p>}
                >
                  <ul class="detection__worst">
                    <For each={now().worst}>
                      {({ server, used }) => (
                        <li>
                          <a href={store.href({ view: 'server', selected: server.name })}>
                            <Host name={server.name} />
                          </a>
                          <Meter
                            value={used / Math.max(budget(), used)}
                            {...(used > budget() ? { status: 'warn' as const } : {})}
                            label=""
                          />
                          <span class="num">
                            {t('detection.used', { used: amount(used), budget: limit() })}
                          </span>
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
                <Show when={now().warming > 0}>
                  <p class="setting__hint">
                    {t(now().unscored > 0 ? 'detection.learningMute' : 'detection.learning', {
                      n: now().warming,
                      unscored: now().unscored,
                    })}
                  </p>
                </Show>
              </>
            )}
          </Show>
        </div>
      </form>
    </Card>
  );
}
