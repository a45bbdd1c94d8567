/** Alerts of this server and of the incident it is in, worst first; each opens in the Alerts screen. */
import { ChevronRight } from 'lucide-solid';
import { For, Show } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { type Alert, type Incident, SEVERITIES } from '../../../core/domain/incident.ts';
import { PRESENCE } from '../../../core/domain/rule.ts';
import { useEngine } from '../../engine.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { SeverityMark } from '../../widgets/SeverityBadge.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useMachineWords } from './machine-words.ts';

const MOST = 6;

export function RelatedAlerts(props: {
  fleet: Fleet;
  server: Server;
  incident: Incident | undefined;
}) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useMachineWords();
  const isOwn = (alert: Alert) => alert.server === props.server.name;
  const related = () =>
    (engine.snapshot()?.alerts ?? [])
      .filter((alert) => alert.state !== 'resolved')
      .filter((alert) => isOwn(alert) || (alert.incident && alert.incident === props.incident?.id))
      .sort(
        (a, b) =>
          Number(isOwn(b)) - Number(isOwn(a)) ||
          SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
          a.since - b.since,
      );
  const watching = () =>
    engine
      .rules()
      .filter(
        ({ enabled, metric }) =>
          enabled && (metric === PRESENCE || props.fleet.metrics.some(({ id }) => id === metric)),
      ).length;
  const since = (alert: Alert) => Math.max(0, (engine.snapshot()?.t ?? alert.since) - alert.since);

  return (
    <Card
      class="related"
      title={t('alerts.title')}
      note={
        <Show when={props.incident}>
          {(incident) =>
            t('alerts.note', { n: incident().alerts.length, id: incidentLabel(incident().id) })
          }
        </Show>
      }
      actions={
        <a
          class="button"
          data-kind="quiet"
          href={session.href({ view: 'alerts', selected: props.incident?.id })}
        >
          {t('alerts.all')}
          <ChevronRight size={14} />
        </a>
      }
    >
      <Show
        when={related().length > 0}
        fallback={
          <p class="card__body muted">
            {t('alerts.none')} {t('alerts.proof', { n: watching() })}
          </p>
        }
      >
        <ul class="related__list">
          <For each={related().slice(0, MOST)}>
            {(alert) => (
              <li>
                <a href={session.href({ view: 'alerts', selected: alert.id })}>
                  <SeverityMark severity={alert.severity} />
                  <span class="visually-hidden">{terms.severity(alert.severity)}</span>
                  <span class="related__what">
                    <Show when={!isOwn(alert)}>
                      <span class="mono">{alert.server}</span>{' '}
                    </Show>
                    {terms.rule(alert.rule)}
                  </span>
                  <Show when={alert.state === 'pending' || alert.mutedBy.length > 0}>
                    <span class="badge">
                      {t(alert.state === 'pending' ? 'alerts.pending' : 'alerts.muted')}
                    </span>
                  </Show>
                  <span class="muted num">{format.duration(since(alert))}</span>
                </a>
              </li>
            )}
          </For>
          <Show when={related().length > MOST}>
            <li class="related__more muted">{t('alerts.more', { n: related().length - MOST })}</li>
          </Show>
        </ul>
      </Show>
    </Card>
  );
}
