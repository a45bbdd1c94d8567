/** Tests of rules in promtool's notation, run on the rules of this device. */
import { CircleCheck, CircleX } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import { formatDuration } from '../../../../core/domain/time.ts';
import type { RuleTestReport, RuleTestResult } from '../../../../core/rule-tests.ts';
import { useEngine } from '../../../engine.tsx';
import { rules as en } from '../../../i18n/en/rules.ts';
import { useWords } from '../../../i18n/i18n.tsx';
import { rules as ko } from '../../../i18n/ko/rules.ts';
import { YamlInput } from './YamlInput.tsx';

const words = { en, ko };
const EXAMPLE = `evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - series: 'system_cpu_utilization{instance="web-01"}'
        values: '0.5x9 0.97x20'
    alert_rule_test:
      - eval_time: 15m
        alertname: CPUSaturated
        exp_alerts:
          - exp_labels: { severity: warning, instance: web-01 }`;

/** Begins with an example that passes on the built-in rules. */
export function RuleTestPane() {
  const engine = useEngine();
  const { t } = useWords(words);
  const [text, setText] = createSignal(EXAMPLE);
  const [report, setReport] = createSignal<RuleTestReport>();
  const run = async () => {
    setReport(await engine.call('testRules', { text: text(), rules: engine.rules() }));
  };
  return (
    <>
      <YamlInput label={t('files.tests')} placeholder={EXAMPLE} text={text()} onText={setText} />
      <p class="rule-files__acts">
        <button
          type="button"
          class="button"
          data-kind="primary"
          disabled={text().trim() === ''}
          onClick={() => void run()}
        >
          {t('files.run')}
        </button>
      </p>
      <Show when={report()}>
        {(done) => (
          <div class="rule-files__found" role="status" data-failed={done().failed}>
            <b class="num">
              {done().results.length === 0
                ? t('files.notests')
                : t('files.passed', { passed: done().passed, failed: done().failed })}
            </b>
            <ul class="rule-files__notes">
              <For each={done().faults}>
                {(fault) => (
                  <li data-fatal="">
                    <span class="num">{t('files.line', { line: fault.line })}</span>
                    <span>{t('import.yaml', { text: fault.text })}</span>
                  </li>
                )}
              </For>
            </ul>
            <ul class="rule-files__results">
              <For each={done().results}>{(result) => <TestResult result={result} />}</For>
            </ul>
          </div>
        )}
      </Show>
    </>
  );
}

function TestResult(props: { result: RuleTestResult }) {
  const { t } = useWords(words);
  const r = () => props.result;
  const lines = (list: readonly string[]) =>
    list.length > 0 ? list.join('\n') : t('files.nothing');
  return (
    <li data-passed={r().hasPassed}>
      <Show when={r().hasPassed} fallback={<CircleX size={15} aria-hidden="true" />}>
        <CircleCheck size={15} aria-hidden="true" />
      </Show>
      <div>
        <p>
          <b>{t(r().hasPassed ? 'files.pass' : 'files.fail')}</b> <code>{r().subject}</code>{' '}
          <span class="num muted">
            {t('files.at', { time: formatDuration(r().at) })} ·{' '}
            {t('files.line', { line: r().line })}
          </span>
        </p>
        <Show when={!r().hasPassed}>
          <Show
            when={r().fault}
            fallback={
              <dl>
                <dt>{t('files.expected')}</dt>
                <dd class="mono">{lines(r().expected)}</dd>
                <dt>{t('files.got')}</dt>
                <dd class="mono">{lines(r().found)}</dd>
              </dl>
            }
          >
            {(fault) => <p>{fault() === 'no-rule' ? t('files.norule') : fault()}</p>}
          </Show>
        </Show>
      </div>
    </li>
  );
}
