/** Acts and places in the reader's words. */
import { type Act, DEFAULT_SILENCE } from '../core/domain/act.ts';
import type { Incident, PlaceRef } from '../core/domain/incident.ts';
import { acts as en } from './i18n/en/acts.ts';
import { useWords } from './i18n/i18n.tsx';
import { acts as ko } from './i18n/ko/acts.ts';
import { incidentLabel } from './incident-label.ts';
import { useTerms } from './widgets/terms.ts';

const words = { en, ko };

/** Words for acts; reactive to the language. */
export interface ActWords {
  /** What was done, without its target, who and why. */
  what(act: Act): string;
  /** With its target, for lists of acts on many things. */
  on(act: Act): string;
  /** `rack A1`. */
  place(place: PlaceRef): string;
  /** What is suspected of a place. */
  blame(place: PlaceRef): string;
  /** Headline of an incident a place is the cause of. */
  title(incident: Incident, place: PlaceRef): string;
}

/** The words for acts and places in the reader's language. */
export function useActWords(): ActWords {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const what = (act: Act): string => {
    switch (act.kind) {
      case 'assign':
        return act.to === '' ? t('act.unassign') : t('act.assign', { name: act.to });
      case 'snooze':
      case 'silence':
      case 'window':
        return t(`act.${act.kind}`, {
          duration: format.duration(act.duration ?? DEFAULT_SILENCE),
        });
      case 'merge':
        return t('act.merge', { other: nameOf(act.other) });
      case 'split':
        return t('act.split', { count: act.members.length });
      default:
        return t(`act.${act.kind}`);
    }
  };
  const place = ({ kind, name }: PlaceRef): string => t(`place.${kind}`, { name });
  return {
    what,
    on: (act) => t('act.on', { what: what(act), target: nameOf(act.target) }),
    place,
    blame: (ref) => t('place.suspect', { place: place(ref) }),
    title: (incident, ref) =>
      t('place.title', { rule: terms.rule(incident.rule), place: place(ref) }),
  };
}

function nameOf(target: string): string {
  return target.startsWith('inc-') ? incidentLabel(target) : target;
}
