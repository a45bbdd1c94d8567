/** What the gravest or a chosen trouble does to the fleet at the instant shown: for the map, the topology and the racks alike. */
import { type Accessor, createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import type { Impact, ImpactOf } from '../core/domain/impact.ts';
import type { Snapshot } from '../core/domain/snapshot.ts';
import { type ImpactModel, makeImpactModel } from '../core/impact.ts';
import { useActWords } from './act-words.ts';
import type { Engine } from './engine.tsx';
import { impact as en } from './i18n/en/impact.ts';
import { type Formats, type Translate, useWords } from './i18n/i18n.tsx';
import { impact as ko } from './i18n/ko/impact.ts';
import { stopIdle, whenIdle } from './idle.ts';
import { leadIncident } from './views/overview/incidents.ts';

/** What to look at: an incident's id, a trouble to think through, or nothing: then the gravest there is. */
export type Chosen = string | ImpactOf | undefined;

/**
 * The impact at the instant shown, live or past; `undefined` while nothing is wrong or the choice is not there. Anew with each
 * snapshot, a few milliseconds at 10,000 servers while there is trouble, nothing to speak of while there is none.
 */
export function createImpact(
  engine: Pick<Engine, 'fleet' | 'snapshot'>,
  chosen: Accessor<Chosen> = () => undefined,
): Accessor<Impact | undefined> {
  const [model, setModel] = createSignal<ImpactModel>();
  createEffect(() => {
    const fleet = engine.fleet();
    setModel(undefined);
    if (!fleet) return;
    // Tens of milliseconds for 10,000 servers, which the first picture does not wait for; a page that is never idle does not go without.
    const wait = whenIdle(() => setModel(makeImpactModel(fleet)));
    onCleanup(() => stopIdle(wait));
  });
  return createMemo(() => {
    const snapshot = engine.snapshot();
    const known = model();
    if (!snapshot || !known || snapshot.status.length !== engine.fleet()?.servers.length)
      return undefined;
    const choice = chosen();
    const of = typeof choice === 'string' ? ({ kind: 'incident', id: choice } as const) : choice;
    const wanted = of ?? gravest(known, snapshot);
    return wanted && known.impact(snapshot, wanted);
  });
}

/** What went dark just now before an open incident that touches fewer servers or is not critical; else the incident the overview leads with. */
export function gravest(model: ImpactModel, snapshot: Snapshot): ImpactOf | undefined {
  const lead = leadIncident(snapshot);
  const fresh = model.emerging(snapshot).length;
  const touched = lead?.counts?.servers ?? lead?.involved.length ?? 0;
  if (fresh > 0 && (lead?.severity !== 'critical' || fresh > touched)) return { kind: 'emerging' };
  return lead && { kind: 'incident', id: lead.id };
}

/** Wording of impacts. */
export interface ImpactWords {
  readonly t: Translate<keyof typeof en>;
  readonly format: Formats;
  /** What the cause is: `switch or power of hall sin-hall-2`, or the server's name. */
  cause(impact: Impact): string;
  /** The whole of it in one sentence, for screen readers and tooltips. */
  sentence(impact: Impact): string;
}

/** Words of impacts in the reader's language. */
export function useImpactWords(engine: Pick<Engine, 'fleet'>): ImpactWords {
  const { t, format } = useWords({ en, ko });
  const acts = useActWords();
  const cause = ({ place, facility, causes }: Impact): string => {
    if (place) {
      const name = acts.place(place);
      return facility ? t(`facility.${facility}`, { place: name }) : name;
    }
    const [first] = causes;
    if (causes.length !== 1) return t('cause.servers', { n: causes.length });
    return engine.fleet()?.servers[first].name ?? '';
  };
  return {
    t,
    format,
    cause,
    sentence: (impact) =>
      t('sentence', {
        cause: cause(impact),
        taken: t('count.taken', { n: impact.counts.taken }),
        downstream: t('count.taken', { n: impact.counts.downstream }),
        suffering: impact.suffering,
      }),
  };
}
