/** How the lead incident unfolded: one row per server by onset, the injected fault as ground truth above; calm says so with proof. */
import { ArrowUpRight, FileText, Flag, ShieldCheck, Sparkles } from 'lucide-solid';
import { createMemo, For, Index, Show } from 'solid-js';
import { ANOMALY_LINE } from '../../../core/detect/detector.ts';
import { type Fleet, serverIndex } from '../../../core/domain/fleet.ts';
import type { Incident, Involvement } from '../../../core/domain/incident.ts';
import { type EpochMs, MINUTE, type Ms, SECOND } from '../../../core/domain/time.ts';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { incidentLabel } from '../../incident-label.ts';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { Host } from '../../widgets/Host.tsx';
import { severityStatus } from '../../widgets/SeverityBadge.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { axis } from '../../widgets/timeline-scale.ts';
import { lastIncident, leadIncident } from './incidents.ts';

const words = { en, ko };
const MOST_ROWS = 8;
const MOST_TRUTHS = 2;
/** Share of the window left free before the first onset, and the shortest window. */
const LEAD_IN = 0.08;
const SHORTEST = 5 * MINUTE;
/** Width the axis is labelled for, CSS px: that of the card beside the map. */
const AXIS_WIDTH = 258;

/** How often the calm proves itself. */
const CHECKED_EVERY: Ms = 10 * SECOND;

/** Series that have a score, the highest of these, and of whom and when that is. */
interface Checked {
  readonly t: EpochMs;
  readonly fleet: Fleet | undefined;
  readonly mask: Uint8Array | undefined;
  readonly count: number;
  readonly most: number;
}

/** A fault of the session that belongs to the picture. */
interface Truth {
  readonly fault: string;
  readonly target: string;
  readonly at: EpochMs;
}

/** The card beside the map. */
export function IncidentTimeline() {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const scope = useScope();
  const incident = createMemo(() => leadIncident(engine.snapshot(), scope.members()?.names));
  return (
    <Card
      class="onsets"
      title={t('incident.title')}
      note={
        <Show when={incident()}>
          {(current) => <>{t('incident.note', { id: incidentLabel(current().id) })}</>}
        </Show>
      }
      actions={
        <>
          <a
            class="button button--icon"
            data-kind="quiet"
            href={session.href({ view: 'report', selected: undefined })}
            aria-label={t('incident.report')}
            title={t('incident.report')}
          >
            <FileText size={16} aria-hidden="true" />
          </a>
          <Show when={incident()}>
            {(current) => (
              <a
                class="button button--icon"
                data-kind="quiet"
                href={session.href({ view: 'alerts', selected: current().id })}
                aria-label={t('incident.open')}
              >
                <ArrowUpRight size={16} aria-hidden="true" />
              </a>
            )}
          </Show>
        </>
      }
    >
      <Show when={incident()} fallback={<Calm />}>
        {(current) => <Onsets incident={current()} />}
      </Show>
    </Card>
  );
}

function Onsets(props: { incident: Incident }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const now = () => engine.snapshot()?.t ?? props.incident.openedAt;
  const first = () => props.incident.involved[0]?.onset ?? props.incident.openedAt;
  /** Injected faults that can have to do with it: on a server involved, not long before. */
  const truths = (): readonly Truth[] => {
    const names = new Set(props.incident.involved.map((part) => part.server));
    return session
      .session()
      .actions.flatMap((action) =>
        action.kind === 'inject' &&
        names.has(action.target) &&
        action.at <= now() &&
        action.at > first() - 30 * MINUTE
          ? [action]
          : [],
      )
      .slice(0, MOST_TRUTHS);
  };
  const origin = () => Math.min(first(), ...truths().map((truth) => truth.at));
  const start = () => origin() - Math.max(SHORTEST, now() - origin()) * LEAD_IN;
  const end = () => Math.max(now(), origin() + SHORTEST);
  const share = (at: EpochMs) => Math.min(1, Math.max(0, (at - start()) / (end() - start())));
  const rows = () => props.incident.involved.slice(0, MOST_ROWS - truths().length);
  const hidden = () => props.incident.involved.length - rows().length;
  const cause = () => props.incident.suspects.at(0)?.server;
  const last = () => props.incident.involved.at(-1);
  const status = (part: Involvement) =>
    part.recoveredAt === undefined ? (severityStatus(part.severity) ?? 'warn') : 'ok';
  const note = (part: Involvement) => {
    const delay = part.onset - first();
    return delay > 0 ? `+${offset(delay)}` : '+0:00';
  };
  return (
    <>
      <ol
        class="onsets__rows"
        aria-label={t('incident.axis', {
          from: format.time(start(), 'minute'),
          to: format.time(end(), 'minute'),
        })}
      >
        <For each={truths()}>
          {(truth) => (
            <li class="onsets__row">
              <span class="onsets__name">
                <Flag size={13} aria-hidden="true" />
                <Host name={truth.target} />
              </span>
              <span class="onsets__track">
                <span class="onsets__label" style={{ '--from': share(truth.at) }}>
                  {t('incident.injected', { fault: terms.fault(truth.fault) })}
                </span>
                <span
                  class="onsets__bar"
                  data-status="truth"
                  style={{ '--from': share(truth.at), '--to': share(now()) }}
                />
              </span>
            </li>
          )}
        </For>
        <Index each={rows()}>
          {(part) => (
            <li class="onsets__row">
              <span class="onsets__name">
                <StatusMark status={status(part())} size={13} />
                <span class="visually-hidden">{terms.status(status(part()))}</span>
                <a href={session.href({ view: 'server', selected: part().server })}>
                  <Host name={part().server} />
                </a>
              </span>
              <span class="onsets__track">
                <span
                  class="onsets__label num"
                  data-late={share(part().onset) > 0.7 ? '' : undefined}
                  style={{ '--from': share(part().onset) }}
                >
                  <Show when={part().server === cause()} fallback={note(part())}>
                    <em>
                      <Sparkles size={12} aria-hidden="true" /> {t('incident.cause')}
                    </em>
                  </Show>
                </span>
                <span
                  class="onsets__bar"
                  data-status={status(part())}
                  style={{
                    '--from': share(part().onset),
                    '--to': share(part().recoveredAt ?? now()),
                  }}
                />
              </span>
            </li>
          )}
        </Index>
      </ol>
      <div class="onsets__axis num" aria-hidden="true">
        <For each={axis(start(), end(), format.zone(), AXIS_WIDTH, format.time)}>
          {(tick) => <span style={{ '--x': share(tick.t) }}>{tick.label}</span>}
        </For>
      </div>
      <p class="onsets__note">
        <Show when={hidden() > 0}>{t('incident.moreRows', { count: hidden() })} </Show>
        {t('incident.first', {
          server: props.incident.involved[0]?.server ?? props.incident.server,
        })}{' '}
        <Show when={props.incident.involved.length > 1}>
          {t('incident.spread', {
            count: props.incident.involved.length - 1,
            duration: format.duration((last()?.onset ?? first()) - first()),
          })}
        </Show>
      </p>
    </>
  );
}

/** Nothing is wrong, with what was checked. */
function Calm() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const scope = useScope();
  const checked = createMemo<Checked>(
    (before) => {
      const now = engine.snapshot();
      const fleet = engine.fleet();
      const mask = scope.members()?.mask;
      const isKnown = before.fleet === fleet && before.mask === mask;
      // All scores of a large fleet, every second, for one line of proof: now and then will do.
      if (!now || (isKnown && now.t >= before.t && now.t - before.t < CHECKED_EVERY)) return before;
      const { scores } = now;
      const size = fleet?.servers.length ?? 1;
      let count = 0;
      let most = 0;
      for (let i = 0; i < scores.length; i++) {
        // Not a number: nothing to check there.
        if (!(scores[i] >= 0) || (mask && mask[i % size] === 0)) continue;
        count++;
        if (scores[i] > most) most = scores[i];
      }
      return { t: now.t, fleet, mask, count, most };
    },
    { t: 0, fleet: undefined, mask: undefined, count: 0, most: 0 },
  );
  const last = () => lastIncident(engine.snapshot(), scope.members()?.names);
  const isKnown = (name: string) => {
    const fleet = engine.fleet();
    return fleet !== undefined && serverIndex(fleet, name) >= 0;
  };
  return (
    <EmptyState icon={<ShieldCheck size={28} />} title={t('incident.calm')}>
      <p>
        {t('incident.proof', {
          count: checked().count,
          score: format.number(checked().most, 2),
          line: format.number(ANOMALY_LINE, 2),
        })}
      </p>
      <Show when={last()}>
        {(ended) => (
          <Show when={isKnown(ended().server)}>
            <p>
              {t('incident.last', {
                rule: terms.rule(ended().rule),
                server: ended().server,
                time: format.time(ended().resolvedAt, 'minute'),
              })}
            </p>
          </Show>
        )}
      </Show>
    </EmptyState>
  );
}

/** `2:20`, `1:02:20`: offsets within an incident. */
function offset(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}
