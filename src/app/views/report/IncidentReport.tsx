/** One incident on paper: its post-mortem as kept, or as it would be drafted, and the series it is named by. Either language, A4. */
import '../alerts/post-mortem.css';
import './incident-report.css';
import { ArrowLeft, Printer } from 'lucide-solid';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import type { Locale } from '../../../core/domain/session.ts';
import { LOCALES } from '../../../core/domain/session.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { report as en } from '../../i18n/en/report.ts';
import { useReader, useWords } from '../../i18n/i18n.tsx';
import { report as ko } from '../../i18n/ko/report.ts';
import { wordTerm } from '../../i18n/wording.ts';
import { incidentLabel } from '../../incident-label.ts';
import { createKept } from '../../kept.ts';
import { useSession } from '../../session.ts';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import ExportMenu from '../../widgets/ExportMenu.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { ViewHead } from '../../widgets/ViewHead.tsx';
import { MarkdownPreview } from '../alerts/MarkdownPreview.tsx';
import { writePostMortem } from '../alerts/post-mortem.ts';
import { IncidentFigure } from './IncidentFigure.tsx';
import { incidentFacts } from './incident-facts.ts';

const words = { en, ko };

/** @param props.id of the incident */
export default function IncidentReport(props: { id: string }) {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const { t } = useWords(words);
  const [locale, setLocale] = createSignal<Locale>(reader.locale());
  let page!: HTMLElement;
  /** As the post-mortem keeps them: one per language, the draft where nothing was written. */
  const keep = (language: Locale) =>
    createKept<string>(engine, `post-mortem:${props.id}:${language}`, '', (raw) =>
      typeof raw === 'string' ? raw : undefined,
    );
  const drafts = { en: keep('en'), ko: keep('ko') };
  const kept = () => drafts[locale()];
  /** Read once: a report does not change under the reader's eyes. */
  const isThere = createMemo(
    () => engine.status() === 'ready' && engine.clock().mode !== 'replaying' && !!engine.snapshot(),
  );
  const facts = createQuery((signal) =>
    isThere() ? incidentFacts(engine, session.session(), props.id, signal) : undefined,
  );
  /** Title, summary and the rest; the drawing stands between the last two. */
  const parts = createMemo(() => {
    const found = facts();
    const draft = () =>
      found ? writePostMortem(found, locale(), reader.zone(), reader.options()) : '';
    const text = kept().value() === '' ? draft() : kept().value();
    const [, title = '', body = text] = /^# ([^\n]*)\n([\s\S]*)$/u.exec(text) ?? [];
    const second = body.indexOf('\n## ', body.indexOf('## ') + 1);
    return second < 0
      ? { title, summary: body, rest: '' }
      : { title, summary: body.slice(0, second), rest: body.slice(second) };
  });
  const back = () => session.href({ view: 'alerts', selected: props.id });

  return (
    <div class="view report" data-idle={facts() && kept().loaded() ? '' : undefined}>
      <ViewHead
        title={t('incident.title', { incident: incidentLabel(props.id) })}
        note={t(kept().value() === '' ? 'incident.draft' : 'incident.kept')}
      />
      <div class="report__bar">
        <a class="button" href={back()}>
          <ArrowLeft size={14} aria-hidden="true" />
          {t('incident.back')}
        </a>
        <Segmented
          label={t('tool.language')}
          options={LOCALES.map((value) => ({
            value,
            label: <span lang={value}>{t(`lang.${value}`)}</span>,
          }))}
          value={locale()}
          onChange={setLocale}
        />
        <span class="report__actions">
          <Show when={facts()?.chart}>
            <ExportMenu
              name={`incident-${props.id}`}
              what={incidentLabel(props.id)}
              figure={() => page.querySelector('.report-figure') ?? undefined}
              series={() => {
                const chart = facts()?.chart;
                if (!chart) return [];
                const { metric, server, times, values } = chart;
                return [{ name: metric, metric, labels: { instance: server }, times, values }];
              }}
            />
          </Show>
          <button type="button" class="button" data-kind="primary" onClick={() => window.print()}>
            <Printer size={14} aria-hidden="true" />
            {t('tool.print')}
          </button>
        </span>
      </div>
      <Switch fallback={<Skeleton lines={14} />}>
        <Match when={facts()}>
          {(found) => (
            <article class="report__page incident-report" lang={locale()} ref={page}>
              <header>
                <h2>{parts().title}</h2>
              </header>
              <MarkdownPreview
                text={parts().summary}
                lang={locale()}
                tableLabel={t('incident.table')}
                isUnderTitle
              />
              <Show when={found().chart}>
                {(chart) => (
                  <IncidentFigure
                    series={chart()}
                    caption={`${wordTerm(locale(), `metric.${chart().metric}`)} · ${chart().server}`}
                  />
                )}
              </Show>
              <MarkdownPreview
                text={parts().rest}
                lang={locale()}
                tableLabel={t('incident.table')}
                isUnderTitle
              />
              <footer>
                <Show when={session.session().source === 'sim'}>
                  <p class="report__link">
                    {t('foot.link', { link: session.link({ view: 'alerts', at: found().now }) })}
                  </p>
                </Show>
              </footer>
            </article>
          )}
        </Match>
        <Match when={isThere() && !facts.loading()}>
          <EmptyState title={t('incident.gone', { incident: incidentLabel(props.id) })}>
            <a class="button" href={back()}>
              {t('incident.back')}
            </a>
          </EmptyState>
        </Match>
      </Switch>
    </div>
  );
}
