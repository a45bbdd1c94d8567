/** The doctor's report: each probe with its outcome, what is wrong, what mends it, and a proxy recipe where one helps. */
import { createSignal, For, Show } from 'solid-js';
import type { Ailment, Diagnosis, Probe } from '../../../core/domain/diagnosis.ts';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useClockNote, useConnectionWords } from './connection-words.ts';
import type { ExaminationRun } from './examination.ts';

/** Nothing before the first test. */
export function DoctorReport(props: { run: ExaminationRun }) {
  const { t } = useConnectionWords();
  return (
    <Show when={props.run.isRunning() || props.run.diagnosis() || props.run.error()}>
      <section class="source-section doctor" aria-live="polite" aria-label={t('doctor.title')}>
        <h3>{t('doctor.title')}</h3>
        <Show when={props.run.error()}>{(error) => <ErrorCard error={error()} />}</Show>
        <Show when={!props.run.isRunning()} fallback={<Skeleton lines={4} />}>
          <Show when={props.run.diagnosis()}>
            {(diagnosis) => <Findings diagnosis={diagnosis()} />}
          </Show>
        </Show>
      </section>
    </Show>
  );
}

function Findings(props: { diagnosis: Diagnosis }) {
  const { t } = useConnectionWords();
  return (
    <>
      <ol class="doctor__probes">
        <For each={props.diagnosis.probes}>{(probe) => <ProbeRow probe={probe} />}</For>
      </ol>
      <Show
        when={props.diagnosis.ailment}
        fallback={
          <p class="doctor__well">
            <StatusMark status="ok" size={16} />
            {t('doctor.well')}
          </p>
        }
      >
        {(ailment) => <Ailing ailment={ailment()} diagnosis={props.diagnosis} />}
      </Show>
    </>
  );
}

function ProbeRow(props: { probe: Probe }) {
  const { t, format } = useConnectionWords();
  const clockNote = useClockNote();
  const fact = () => {
    const { id, facts, took } = props.probe;
    if (id === 'answer' && facts.version)
      return t('probe.answer.version', { version: facts.version });
    if (id === 'servers' && typeof facts.count === 'number')
      return t('probe.servers.count', { count: facts.count });
    if (id === 'clock' && typeof facts.skew === 'number') return clockNote(facts.skew);
    return took >= 1 ? `${format.number(took, 0)} ms` : '';
  };
  return (
    <li>
      <StatusMark status={props.probe.outcome === 'ok' ? 'ok' : 'crit'} size={16} />
      <span>{t(`probe.${props.probe.id}`)}</span>
      <span class="num muted">{fact()}</span>
    </li>
  );
}

/** Durations among the facts are given in ms. */
const DURATIONS: ReadonlySet<string> = new Set(['skew', 'took']);

function Ailing(props: { ailment: Ailment; diagnosis: Diagnosis }) {
  const { t, format } = useConnectionWords();
  const facts = () =>
    Object.fromEntries(
      Object.entries(props.diagnosis.facts).map(([key, value]) => [
        key,
        DURATIONS.has(key) && typeof value === 'number' ? format.duration(Math.abs(value)) : value,
      ]),
    );
  const isExporter = () => props.ailment === 'cors' && props.diagnosis.facts.exporter === 1;
  const means = () =>
    isExporter() ? 'ailment.cors.means.exporter' : (`ailment.${props.ailment}.means` as const);
  const fix = () =>
    isExporter() ? 'ailment.cors.fix.exporter' : (`ailment.${props.ailment}.fix` as const);
  return (
    <div class="doctor__ailment">
      <p class="doctor__name">
        <StatusMark status={props.ailment === 'slow' ? 'warn' : 'crit'} size={18} />
        <b>{t(`ailment.${props.ailment}`)}</b>
      </p>
      <p>{t(means(), facts())}</p>
      <p>
        <b>{t('doctor.fix')}: </b>
        {t(fix(), facts())}
      </p>
      <For each={props.diagnosis.recipes}>
        {({ tool, text }) => <Recipe tool={tool} text={text} />}
      </For>
    </div>
  );
}

function Recipe(props: { tool: string; text: string }) {
  const { t } = useConnectionWords();
  const [copied, setCopied] = createSignal(false);
  const title = () => t('doctor.recipe', { tool: props.tool === 'nginx' ? 'nginx' : 'Caddy' });
  return (
    <details class="doctor__recipe">
      <summary>{title()}</summary>
      <ScrollRegion class="doctor__code" label={title()}>
        <pre>{props.text}</pre>
      </ScrollRegion>
      <button
        type="button"
        class="button"
        onClick={async () => {
          await navigator.clipboard.writeText(props.text);
          setCopied(true);
        }}
      >
        {t(copied() ? 'doctor.copied' : 'doctor.copy')}
      </button>
    </details>
  );
}
