/** Report: what was found in a period, with numbers anyone can query again; Korean or English, Markdown, print. */
import './insight.css';
import './report/report.css';
import { Copy, Download, Printer } from 'lucide-solid';
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import type { Locale } from '../../core/domain/session.ts';
import { LOCALES } from '../../core/domain/session.ts';
import { DAY, type EpochMs, HOUR, MINUTE, type Ms } from '../../core/domain/time.ts';
import { reportMarkdown } from '../../core/insight/report-markdown.ts';
import insightUrl from '../../workers/insight.worker.ts?worker&url';
import { useEngine } from '../engine.tsx';
import { report as en } from '../i18n/en/report.ts';
import { useReader, useWords } from '../i18n/i18n.tsx';
import { report as ko } from '../i18n/ko/report.ts';
import { saveText } from '../save-file.ts';
import { useSession } from '../session.ts';
import { Segmented } from '../widgets/Segmented.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { ViewHead } from '../widgets/ViewHead.tsx';
import { Analysed } from './insight/Analysed.tsx';
import { createAnalysis, createInstant, MOST_VALUES } from './insight/analysis.ts';
import { baselineOf, type WindowChoice, windowOf } from './insight/stretches.ts';
import { worstServers } from './insight/worst.ts';
import { ReportArticle } from './report/ReportArticle.tsx';
import { reportText } from './report/report-words.ts';

const words = { en, ko };
/** Apart: it brings the words of the post-mortem. */
const IncidentReport = lazy(() => import('./report/IncidentReport.tsx'));
const SPANS: readonly Ms[] = [15 * MINUTE, HOUR, 6 * HOUR, DAY];
/** Servers whose operating states are looked at, and samples of each. */
const STATE_SERVERS = 20;
const STATE_POINTS = 360;
const CONTAMINATION = 0.1;

/** With an incident selected its own report, else one of a period. */
export default function ReportView() {
  const session = useSession();
  const incident = () => {
    const { selected } = session.session();
    return selected?.startsWith('inc-') ? selected : undefined;
  };
  return (
    <Show when={incident()} keyed fallback={<PeriodReport />}>
      {(id) => (
        <Suspense fallback={<Skeleton lines={14} />}>
          <IncidentReport id={id} />
        </Suspense>
      )}
    </Show>
  );
}

/** The period is an open incident's or the last hour, until another is chosen. */
function PeriodReport() {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const { t, format } = useWords(words);
  const instant = createInstant(engine);
  const [locale, setLocale] = createSignal<Locale>(reader.locale());
  const [picked, setChoice] = createSignal<WindowChoice>();
  const [copied, setCopied] = createSignal<'copied' | 'denied'>();
  const newest = () =>
    [...(engine.snapshot()?.incidents ?? [])].sort((a, b) => b.openedAt - a.openedAt).at(0);
  /** Until something is chosen: the open incident, where there is one. */
  const choice = createMemo((): WindowChoice => {
    const incident = newest();
    return (
      picked() ??
      (incident?.state === 'open'
        ? { kind: 'incident', id: incident.id }
        : { kind: 'last', span: HOUR })
    );
  });
  const stretches = () => {
    const at = instant() ?? 0;
    const window = windowOf(choice(), at, engine.snapshot()?.incidents ?? []);
    const isShort = window.to - window.from <= HOUR;
    const earliest = engine.provenance()?.kind === 'simulated' ? undefined : session.session().from;
    // The report is of the instant shown: an incident's period reaches up to it.
    const whole = { from: window.from, to: at };
    return { window: whole, baseline: baselineOf(isShort ? 'four' : 'equal', whole, earliest) };
  };
  const analysis = createAnalysis(
    insightUrl,
    () => {
      const at = instant();
      return at === undefined || !engine.fleet() ? undefined : { t: at, ...stretches() };
    },
    async (asked, port, { call, fleet, snapshot }, signal) => {
      const all = fleet();
      const now = snapshot();
      if (!all || !now) throw new Error('no fleet is open');
      const read = ({ from, to }: { from: EpochMs; to: EpochMs }) =>
        call('samples', { start: from, end: to, most: MOST_VALUES }, signal);
      const servers = worstServers(all, now, STATE_SERVERS, '');
      const [window, baseline, states] = await Promise.all([
        read(asked.window),
        read(asked.baseline),
        call(
          'samples',
          {
            ...{ start: asked.window.from, end: asked.window.to, servers },
            most: servers.length * all.metrics.length * STATE_POINTS,
          },
          signal,
        ),
      ]);
      const request = { fleet: all, snapshot: now, window, baseline, states };
      return port.call('report', { ...request, contamination: CONTAMINATION }, signal);
    },
  );
  const text = createMemo(() =>
    reportText(locale(), {
      zone: format.zone(),
      options: reader.options(),
      source: engine.provenance() ?? { kind: 'simulated', name: '' },
      servers: engine.fleet()?.servers.length ?? 0,
    }),
  );
  const markdown = () => {
    const found = analysis.value();
    return found ? reportMarkdown(found, text()) : '';
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(markdown());
      setCopied('copied');
    } catch {
      setCopied('denied');
    }
  };
  const key = () => {
    const now = choice();
    return now.kind === 'last' ? `last${now.span}` : now.kind;
  };
  const pick = (wanted: string) => {
    const incident = newest();
    const span = SPANS.find((one) => wanted === `last${one}`);
    if (span !== undefined) setChoice({ kind: 'last', span });
    else if (incident) setChoice({ kind: 'incident', id: incident.id });
  };

  return (
    <div class="view report" data-idle={analysis.value() && !analysis.isRunning() ? '' : undefined}>
      <ViewHead title={t('screen.title')} note={t('screen.note')} />
      <div class="report__bar">
        <Segmented
          label={t('tool.period')}
          options={[
            ...SPANS.map((span) => ({
              value: `last${span}`,
              label: t('tool.last', { span: format.duration(span) }),
            })),
            ...(newest() ? [{ value: 'incident', label: t('tool.incident') }] : []),
          ]}
          value={key()}
          onChange={pick}
        />
        <Segmented
          label={t('tool.language')}
          options={LOCALES.map((value) => ({
            value,
            label: <span lang={value}>{t(`lang.${value}`)}</span>,
          }))}
          value={locale()}
          onChange={setLocale}
        />
        <Show when={analysis.value()}>
          <span class="report__actions">
            <button type="button" class="button" onClick={() => void copy()}>
              <Copy size={14} aria-hidden="true" />
              {t(copied() === 'copied' ? 'tool.copied' : 'tool.copy')}
            </button>
            <button
              type="button"
              class="button"
              onClick={() =>
                saveText(`openmanager-edge-report-${locale()}.md`, markdown(), 'text/markdown')
              }
            >
              <Download size={14} aria-hidden="true" />
              {t('tool.download')}
            </button>
            <button type="button" class="button" data-kind="primary" onClick={() => window.print()}>
              <Printer size={14} aria-hidden="true" />
              {t('tool.print')}
            </button>
          </span>
        </Show>
      </div>
      <Show when={copied() === 'denied'}>
        <p class="muted" role="status">
          {t('tool.denied')}
        </p>
      </Show>
      <Analysed analysis={analysis} lines={14}>
        {(found) => (
          <For each={[text()]}>
            {(now) => (
              <ReportArticle
                report={found()}
                text={now}
                locale={locale()}
                link={
                  engine.provenance()?.kind === 'simulated'
                    ? session.link({ at: found().t })
                    : undefined
                }
              />
            )}
          </For>
        )}
      </Analysed>
    </div>
  );
}
