/** One incident's page: facts, likely cause, the story in order with what people did, and what can be done. */
import { FileText, Printer } from 'lucide-solid';
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { actsAbout, responseOf, type StoryLine, storyOf } from '../../../core/alert/story.ts';
import type { Act } from '../../../core/domain/act.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import { useActWords } from '../../act-words.ts';
import { useEngine } from '../../engine.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Confidence } from '../../widgets/Confidence.tsx';
import { SeverityBadge } from '../../widgets/SeverityBadge.tsx';
import { SidePanel } from '../../widgets/SidePanel.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { ActFooter } from './ActFooter.tsx';
import { ActForm, createActDraft } from './ActForm.tsx';
import { ActLine } from './ActLine.tsx';
import { useInboxWords } from './inbox-words.ts';
import { useOnsetReasons } from './onset-reasons.ts';
import { useActs } from './use-acts.ts';

const PostMortem = lazy(() => import('./PostMortem.tsx'));
/** Lines of a story shown at first. */
const LINES = 60;

/**
 * @param props.alerts the incident's alerts that are known
 * @param props.acts what was done about it, of the session or as remembered
 * @param props.isHere whether the open source is the one it was seen on
 */
export function IncidentPanel(props: {
  incident: Incident;
  alerts: readonly Alert[];
  acts: readonly Act[];
  isHere: boolean;
  sourceName: string;
  onClose: () => void;
  onSelect: (id: string) => void;
}) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const acts = useActs();
  const words = useActWords();
  const { t, format } = useInboxWords();
  const draft = createActDraft();
  const [isWhole, setWhole] = createSignal(false);
  const [isWriting, setWriting] = createSignal(false);
  const [other, setOther] = createSignal('');
  const now = () => engine.snapshot()?.t ?? props.incident.openedAt;
  const about = createMemo(() => actsAbout(props.incident, props.acts));
  const story = createMemo(() =>
    storyOf(props.incident, props.alerts, about(), props.isHere ? engine.fleet() : undefined),
  );
  const why = useOnsetReasons(
    () => props.incident,
    () => props.isHere,
  );
  const response = () => responseOf([props.incident], about());
  const isOver = () => props.incident.state === 'resolved';
  const counts = () =>
    props.incident.counts ?? {
      alerts: props.incident.alerts.length,
      muted: 0,
      servers: props.incident.involved.length,
    };
  const title = () => {
    const { place, rule, server } = props.incident;
    return place ? words.title(props.incident, place) : `${terms.rule(rule)} · ${server}`;
  };
  const suspect = () => props.incident.suspects.at(0);
  const others = () =>
    (engine.snapshot()?.incidents ?? []).filter(
      (one) => one.id !== props.incident.id && one.state === 'open',
    );
  const sentence = (line: StoryLine): string => {
    switch (line.kind) {
      case 'onset':
        return line.hops === 0
          ? t('story.onset.cause', { server: line.server })
          : line.hops === undefined
            ? t('story.onset', { server: line.server })
            : t('story.onset.hops', { server: line.server, hops: line.hops });
      case 'recovered':
        return t('story.recovered', { server: line.server });
      case 'fired':
        return t('story.fired', {
          rule: terms.rule(line.alert.rule),
          server: line.alert.server,
          value:
            line.alert.comparison === 'absent'
              ? terms.severity(line.alert.severity)
              : `${line.alert.comparison} ${format.value(line.alert.threshold, unitOf(line.alert.metric))}`,
        });
      case 'ended':
        return t('story.ended', { rule: terms.rule(line.alert.rule), server: line.alert.server });
      case 'resolved':
        return t('story.resolved');
      case 'act':
        return '';
    }
  };
  const mark = (line: StoryLine): string =>
    line.kind === 'fired'
      ? `firing-${line.alert.severity}`
      : line.kind === 'onset'
        ? 'infer'
        : line.kind === 'act'
          ? 'act'
          : 'done';
  const facts = (): readonly (readonly [string, string])[] => [
    [t('incident.opened'), format.time(props.incident.openedAt, 'full')],
    [
      t(isOver() ? 'incident.lasted' : 'incident.lasting'),
      format.duration((props.incident.resolvedAt ?? now()) - props.incident.openedAt),
    ],
    [
      t('incident.alerts'),
      t('incident.alerts.value', {
        count: format.number(counts().alerts, 0),
        muted: format.number(counts().muted, 0),
      }),
    ],
    [t('incident.servers'), format.number(counts().servers, 0)],
    [
      t('incident.toAck'),
      response().acknowledged > 0
        ? format.duration(response().meanToAcknowledge)
        : t('incident.notYet'),
    ],
    [
      t('incident.toEnd'),
      response().resolved > 0 ? format.duration(response().meanToResolve) : t('incident.notYet'),
    ],
  ];

  return (
    <SidePanel
      label={t('incident.label')}
      onClose={props.onClose}
      title={
        <span class="alert-detail__title" data-incident={props.incident.id}>
          <span class="alert-detail__tags">
            <SeverityBadge severity={props.incident.severity} />
            <span class="badge num">{incidentLabel(props.incident.id)}</span>
          </span>
          <span>{title()}</span>
        </span>
      }
      footer={
        <Show when={!isOver() && props.isHere}>
          <ActFooter
            target={props.incident.id}
            draft={draft}
            isAcknowledged={props.incident.acknowledged !== undefined}
            silence={t('bulk.silence', { duration: format.duration(draft.duration()) })}
            acknowledge={t('bulk.ack')}
          />
        </Show>
      }
    >
      <section class="alert-detail__section">
        <Show when={!props.isHere}>
          <p class="muted">{t('incident.elsewhere', { source: props.sourceName })}</p>
        </Show>
        <h3>{t('incident.facts')}</h3>
        <dl class="incident-facts">
          <For each={facts()}>
            {([name, text]) => (
              <div>
                <dt>{name}</dt>
                <dd class="num">{text}</dd>
              </div>
            )}
          </For>
        </dl>
        <div class="incident-papers">
          <button type="button" class="button" onClick={() => setWriting(true)}>
            <FileText size={14} aria-hidden="true" />
            {t('pm.open')}
          </button>
          <a class="button" href={session.href({ view: 'report', selected: props.incident.id })}>
            <Printer size={14} aria-hidden="true" />
            {t('pm.report')}
          </a>
        </div>
      </section>
      <Show when={suspect()}>
        {(top) => (
          <section class="alert-detail__section alert-why">
            <h3>{t('incident.cause')}</h3>
            <p data-kind="infer">
              {top().place
                ? words.blame(top().place ?? { kind: 'rack', name: '', servers: 0 })
                : top().metric === PRESENCE
                  ? t('incident.cause.presence', { server: top().server })
                  : t('incident.cause.server', {
                      metric: terms.metric(top().metric),
                      server: top().server,
                    })}
            </p>
            <Confidence share={top().share} />
            <Show when={top().place}>
              <p class="muted">
                {t('incident.whole', {
                  share: format.value(shareOf(top().evidence, 'whole'), '1'),
                  alone: format.value(shareOf(top().evidence, 'alone'), '1'),
                })}
              </p>
            </Show>
          </section>
        )}
      </Show>
      <section class="alert-detail__section">
        <h3>{t('story.title')}</h3>
        <ol class="alert-events story">
          <For each={isWhole() ? story() : story().slice(0, LINES)}>
            {(line) => (
              <li data-kind={mark(line)}>
                <time title={format.time(line.at, 'full')}>
                  {line.offset === 0
                    ? format.time(line.at)
                    : t('story.offset', { duration: format.duration(line.offset) })}
                </time>
                <Show
                  when={line.kind === 'act' ? line.act : undefined}
                  fallback={
                    <Show
                      when={line.kind === 'fired' ? line.alert : undefined}
                      fallback={
                        <span>
                          {sentence(line)}
                          <Show when={line.kind === 'onset' && why(line.server, line.at)}>
                            {(text) => <small class="story__why">{text()}</small>}
                          </Show>
                        </span>
                      }
                    >
                      {(alert) => (
                        <button
                          type="button"
                          class="story__alert"
                          onClick={() => props.onSelect(alert().id)}
                        >
                          {sentence(line)}
                        </button>
                      )}
                    </Show>
                  }
                >
                  {(act) => <ActLine act={act()} canUndo={props.isHere} />}
                </Show>
              </li>
            )}
          </For>
        </ol>
        <Show when={!isWhole() && story().length > LINES}>
          <button type="button" class="button" data-kind="quiet" onClick={() => setWhole(true)}>
            {t('story.more', { count: format.number(story().length, 0) })}
          </button>
        </Show>
      </section>
      <Show when={props.isHere}>
        <ActForm target={props.incident.id} draft={draft} isOver={isOver()} />
        <Show when={others().length > 0}>
          <section class="alert-detail__section">
            <form
              class="act-form__assign"
              onSubmit={(event) => {
                event.preventDefault();
                if (other() !== '') void acts.merge(props.incident.id, other());
                setOther('');
              }}
            >
              <select
                class="select"
                aria-label={t('act.merge')}
                onChange={(event) => setOther(event.currentTarget.value)}
              >
                <option value="">{t('act.merge.none')}</option>
                <For each={others()}>
                  {(one) => (
                    <option value={one.id} selected={one.id === other()}>
                      {`${incidentLabel(one.id)} ${terms.rule(one.rule)} ${one.server}`}
                    </option>
                  )}
                </For>
              </select>
              <button type="submit" class="button" disabled={other() === ''}>
                {t('act.merge.do')}
              </button>
            </form>
          </section>
        </Show>
      </Show>
      <Show when={isWriting()}>
        <Suspense>
          <PostMortem
            incident={props.incident}
            alerts={props.alerts}
            story={story()}
            response={response()}
            isHere={props.isHere}
            zone={session.session().zone}
            onClose={() => setWriting(false)}
          />
        </Suspense>
      </Show>
    </SidePanel>
  );
}

function shareOf(evidence: Incident['suspects'][number]['evidence'], kind: string): number {
  return evidence.find((one) => one.kind === kind)?.value ?? Number.NaN;
}
