/** Words of the inbox: why an alert is muted, who has it, how often it came back. */
import { actId } from '../../../core/act-id.ts';
import { type Act, isAct } from '../../../core/domain/act.ts';
import { type Alert, FLAPPING_MUTE, type Incident } from '../../../core/domain/incident.ts';
import type { Action } from '../../../core/domain/session.ts';
import { useActWords } from '../../act-words.ts';
import { useEngine } from '../../engine.tsx';
import { inbox as en } from '../../i18n/en/inbox.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { inbox as ko } from '../../i18n/ko/inbox.ts';
import { incidentLabel } from '../../incident-label.ts';
import { useSession } from '../../session.ts';
import { useTerms } from '../../widgets/terms.ts';

const words = { en, ko };

/** The dictionary and formats of the inbox. */
export const useInboxWords = () => useWords(words);

/** Whom a target was given to last; `undefined` when nobody has it. */
export function assigneeOf(
  targets: readonly (string | undefined)[],
  actions: readonly Action[],
): string | undefined {
  const last = actions.findLast(
    (action): action is Extract<Act, { kind: 'assign' }> =>
      action.kind === 'assign' && targets.includes(action.target),
  );
  return last === undefined || last.to === '' ? undefined : last.to;
}

/** Why alerts are muted, worded; reactive. */
export function useMutedWords() {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const acts = useActWords();
  const { t, format } = useInboxWords();

  const byAct = (id: string): Act | undefined =>
    session
      .session()
      .actions.find((action): action is Act => isAct(action) && actId(action) === id);

  return {
    /** One sentence per thing that mutes the alert. */
    reasons(alert: Alert, lookUp: (id: string) => Alert | undefined): readonly string[] {
      const time = format.time(alert.mutedSince ?? alert.since, 'minute');
      return alert.mutedBy.map((id) => {
        if (id === FLAPPING_MUTE) return t('muted.by.flapping', { time });
        const act = byAct(id);
        if (act && (act.kind === 'silence' || act.kind === 'snooze' || act.kind === 'window')) {
          const name = act.by ?? t('muted.nobody');
          return t(`muted.by.${act.kind}`, { name, time });
        }
        const inhibitor = lookUp(id);
        if (inhibitor)
          return t('muted.by.alert', {
            rule: terms.rule(inhibitor.rule),
            server: inhibitor.server,
            time,
          });
        const incident: Incident | undefined = engine
          .snapshot()
          ?.incidents.find((one) => one.id === id);
        if (incident?.place)
          return t('muted.by.place', { place: acts.place(incident.place), time });
        return incident
          ? t('muted.by.incident', { incident: incidentLabel(id), time })
          : t('muted.by.unknown', { time });
      });
    },
    byAct,
  };
}
