/** What a reader set right about a question, as it can be stored, and one more correction on top of it. */
import {
  type Choice,
  type Corrections,
  SLOT_KEYS,
  type SlotCorrections,
  type SlotKey,
  type SlotValue,
  type UnderstoodSlot,
} from '../../../core/domain/question.ts';

/** `Corrections` that survive JSON: slots taken away are named instead of being `undefined`. */
export interface Corrected {
  readonly intent?: Corrections['intent'];
  readonly slots: SlotCorrections;
  readonly without: readonly SlotKey[];
}

const NONE: Corrected = { slots: {}, without: [] };

/** As the assistant takes them; `undefined` when nothing was corrected. */
export function correctionsOf(corrected: Corrected | undefined): Corrections | undefined {
  if (!corrected) return undefined;
  const { intent, slots, without } = corrected;
  const gone = Object.fromEntries(
    without.map((slot) => [slot, LISTS.has(slot) ? [] : undefined]),
  ) as SlotCorrections;
  return {
    ...(intent === undefined ? {} : { intent }),
    slots: { ...slots, ...gone },
  };
}

/** A later correction over earlier ones. */
export function correctedBy(earlier: Corrected | undefined, later: Corrections): Corrected {
  const before = earlier ?? NONE;
  const { intent = before.intent, slots = {} } = later;
  const set = Object.fromEntries(
    Object.entries(slots).filter(([, value]) => value !== undefined),
  ) as SlotCorrections;
  const taken = SLOT_KEYS.filter((key) => key in slots && slots[key] === undefined);
  const kept = before.without.filter((key) => !(key in slots));
  return {
    ...(intent === undefined ? {} : { intent }),
    slots: { ...before.slots, ...set },
    without: [...kept, ...taken],
  };
}

/** The corrections of a choice among readings, over earlier ones. */
export function chosen(earlier: Corrected | undefined, choice: Choice): Corrected {
  return correctedBy(earlier, choice.corrections);
}

const LISTS: ReadonlySet<SlotKey> = new Set<SlotKey>(['server', 'group', 'metric']);

/**
 * The correction that puts `next` in the place of a slot, takes the slot away (`next` undefined), or adds one (`old` undefined).
 * Slots that may occur several times keep the others.
 */
export function replaced(
  slots: readonly UnderstoodSlot[],
  old: UnderstoodSlot | undefined,
  next: SlotValue | undefined,
): SlotCorrections {
  const kept: SlotValue[] = slots.filter((slot) => slot !== old);
  const key = next?.slot ?? old?.slot;
  if (key === undefined) return {};
  const at = old ? slots.indexOf(old) : kept.length;
  if (next) kept.splice(at < 0 ? kept.length : at, 0, next);
  const first = <K extends SlotKey>(slot: K) =>
    kept.find((item): item is Extract<SlotValue, { slot: K }> => item.slot === slot);
  const each = <K extends SlotKey>(slot: K) =>
    kept.filter((item): item is Extract<SlotValue, { slot: K }> => item.slot === slot);
  const forKey = (slot: SlotKey): SlotCorrections => {
    switch (slot) {
      case 'server':
        return { server: [...new Set(each('server').map((item) => item.server))] };
      case 'group':
        return { group: [...new Set(each('group').map((item) => item.group))] };
      case 'except':
        return {
          except: {
            server: each('except').flatMap((item) => ('server' in item ? [item.server] : [])),
            group: each('except').flatMap((item) => ('group' in item ? [item.group] : [])),
          },
        };
      case 'metric':
        return { metric: [...new Set(each('metric').map((item) => item.metric))] };
      case 'time':
      case 'against': {
        const time = kept.find(
          (item): item is Extract<SlotValue, { slot: 'time' | 'against' }> => item.slot === slot,
        )?.time;
        return slot === 'time' ? { time } : { against: time };
      }
      case 'threshold':
        return { threshold: first('threshold')?.threshold };
      case 'count':
        return { count: first('count')?.count };
      case 'severity':
        return { severity: first('severity')?.severity };
      case 'action':
        return { action: first('action')?.action };
      case 'scenario':
        return { scenario: first('scenario')?.scenario };
      case 'keyword':
        return { keyword: first('keyword')?.keyword };
      case 'lowest':
        return { lowest: first('lowest') !== undefined };
      default:
        return slot satisfies never;
    }
  };
  // A group in the place of a server, say, changes both.
  return {
    ...(old && old.slot !== key ? forKey(old.slot) : {}),
    ...forKey(key),
  };
}
