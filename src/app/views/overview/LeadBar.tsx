/** The sentence the overview opens with: what is wrong, where, since when, the likely cause, and what to do next. */

import { Check, MessageCirclePlus, Sparkles } from 'lucide-solid';
import { createMemo, Show } from 'solid-js';
import { serverIndex } from '../../../core/domain/fleet.ts';
import type { Incident } from '../../../core/domain/incident.ts';
import { metricById } from '../../../core/domain/metrics.ts';
import { MINUTE } from '../../../core/domain/time.ts';
import { useActWords } from '../../act-words.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { incidentLabel } from '../../incident-label.ts';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { unitOf } from '../../unit-of.ts';
import { Confidence } from '../../widgets/Confidence.tsx';
import { Host } from '../../widgets/Host.tsx';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { leadIncident, touches } from './incidents.ts';

const words = { en, ko };
/** Stands for the server's name while a sentence is filled in; the link goes in its place. */
const GAP = '\u0001';
/** From here on a sentence counts minutes: seconds would only flicker. */
const LONG = 10 * MINUTE;
/** Percentages whose short name says as much. */
const PLAIN: readonly string[] = ['cpu', 'memory', 'disk', 'disk_io'];

/** Hidden while nothing is wrong. */
export function LeadBar() {
  const engine = useEngine();
  const scope = useScope();
  const incident = createMemo(() => leadIncident(engine.snapshot(), scope.members()?.names));
  // Keyed by id: the bar is rebuilt for another incident, not for every tick of the same one.
  const id = createMemo(() => incident()?.id);
  return (
    <Show when={id() !== undefined && incident()}>
      {(current) => <Lead incident={current()} />}
    </Show>
  );
}

function Lead(props: { incident: Incident }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const now = () => engine.snapshot()?.t ?? props.incident.openedAt;
  const part = () => props.incident.involved.find((item) => item.server === props.incident.server);
  const since = () => part()?.onset ?? props.incident.openedAt;
  const value = () => {
    const fleet = engine.fleet();
    const server = fleet?.servers.at(serverIndex(fleet, props.incident.server));
    return server ? engine.value(props.incident.metric, server) : Number.NaN;
  };
  const nameOf = (metric: string) =>
    terms.metric(metric, PLAIN.includes(metric) ? 'short' : undefined);
  const sentence = (): readonly string[] => {
    const lasted = now() - since();
    const duration = format.duration(lasted < LONG ? lasted : lasted - (lasted % MINUTE));
    const args = { server: GAP, duration };
    const back = part()?.recoveredAt;
    const measured = {
      ...args,
      metric: nameOf(props.incident.metric),
      value: format.value(value(), unitOf(props.incident.metric)),
    };
    const isAbsence = metricById(props.incident.metric) === undefined && Number.isNaN(value());
    const text =
      back !== undefined && !isAbsence
        ? t('lead.back', { ...measured, time: format.time(back, 'minute') })
        : props.incident.rule === 'HostDown'
          ? t('lead.down', args)
          : props.incident.rule === 'ExporterSilent'
            ? t('lead.silent', args)
            : t('lead.where', measured);
    return text.split(GAP);
  };
  const acts = useActWords();
  const suspect = () => props.incident.suspects.at(0);
  /** Servers besides the named one that have not recovered. */
  const others = () =>
    props.incident.involved.filter(
      (item) => item.recoveredAt === undefined && item.server !== props.incident.server,
    ).length;
  const scope = useScope();
  const openCount = () =>
    (engine
      .snapshot()
      ?.incidents.filter(
        (incident) => incident.state === 'open' && touches(incident, scope.members()?.names),
      ).length ?? 1) - 1;
  const question = () =>
    t('lead.question', {
      metric: terms.metric(props.incident.metric, 'short'),
      server: props.incident.server,
    });
  return (
    <section class="lead" data-severity={props.incident.severity} aria-label={t('lead.label')}>
      <SeverityMark severity={props.incident.severity} size={20} />
      <p class="lead__text">
        <span class="lead__id num">{incidentLabel(props.incident.id)}</span>
        <b>
          {t('lead.rule', {
            rule: props.incident.place
              ? acts.title(props.incident, props.incident.place)
              : terms.rule(props.incident.rule),
          })}
        </b>{' '}
        <span>
          {sentence()[0]}
          <a href={session.href({ view: 'server', selected: props.incident.server })}>
            <Host name={props.incident.server} />
          </a>
          {sentence()[1]}
        </span>
        <Show when={others() > 0}>
          {' '}
          <span>{t('lead.more', { count: others() })}</span>
        </Show>
        <Show when={openCount() > 0}>
          {' '}
          <a class="lead__others" href={session.href({ view: 'alerts', selected: undefined })}>
            {t('lead.others', { count: openCount() })}
          </a>
        </Show>
      </p>
      <Show when={suspect()}>
        {(top) => (
          <p class="lead__cause">
            <Sparkles size={15} aria-hidden="true" />
            <span>
              <Show when={top().place}>{(place) => acts.blame(place())}</Show>
              {top().place
                ? ''
                : t(top().server === props.incident.server ? 'lead.suspectSame' : 'lead.suspect', {
                    metric: nameOf(top().metric),
                    server: top().server,
                  })}
            </span>
            <Confidence share={top().share} />
          </p>
        )}
      </Show>
      <div class="lead__actions">
        <a
          class="button"
          data-kind="infer"
          href={session.href({ view: 'assistant', selected: question() })}
        >
          <MessageCirclePlus size={15} aria-hidden="true" />
          {t('lead.ask')}
        </a>
        <button
          type="button"
          class="button"
          disabled={props.incident.acknowledged !== undefined}
          onClick={() =>
            void engine.act({ kind: 'acknowledge', target: props.incident.id, at: now() })
          }
        >
          <Check size={15} aria-hidden="true" />
          {props.incident.acknowledged ? t('lead.acknowledged') : t('lead.acknowledge')}
        </button>
        <a
          class="button"
          data-kind="primary"
          href={session.href({ view: 'alerts', selected: props.incident.id })}
        >
          {t('lead.open')}
        </a>
      </div>
    </section>
  );
}
