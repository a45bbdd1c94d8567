/** Readings that cannot be: an intent that lacks what it is made of gives way to the next likely one. Only where the model is not sure. */
import type { Fleet } from '../domain/fleet.ts';
import { type Decision, type IntentId, rolesMeant, type Slots } from '../domain/question.ts';
import { ROUTE, surenessOf } from './combine.ts';
import { ALERT_OF } from './intents.ts';

/** Words that compare, also when one side stays unsaid. */
const COMPARES =
  /비교|차이|대비|보다|전후|둘\s?중|둘이|나란히|대조|달라|변했|같[은아]|나아|늘[었은어]|줄[었은어]|고르게|균등|\bvs\b|versus|compar|differ|\bthan\b|against|side by side|better|worse|higher|lower|more|less|chang|even(?:ly)?|same/i;

/** Least confidence by which a refused text that sets a limit to a metric is taken for the alert it nearly was. */
const NEARLY = 0.25;
/** Words that would change a limit rather than ask who is beyond it. */
const CHANGES =
  /바꿔|변경|설정|조정|올려|내려|낮춰|높여|\b(?:set|change|raise|lower|adjust|update|configure)\b/i;

/** A refused text that names a metric and a limit on it, and was nearly understood as an alert, is one. */
export function admit(decision: Decision, slots: Slots, text: string): Decision {
  const limited =
    slots.metricId !== undefined &&
    slots.threshold !== undefined &&
    !Number.isNaN(slots.threshold.value);
  return decision.inScope ||
    decision.method === 'corrected' ||
    !limited ||
    decision.confidence < NEARLY ||
    !decision.best.startsWith('alert.') ||
    CHANGES.test(text)
    ? decision
    : { ...decision, intent: decision.best, inScope: true, confidence: 0.501, method: 'combined' };
}

/** A comparison needs two things to compare, or a word that compares; a limit is no comparison. */
export function settle(decision: Decision, slots: Slots, text: string): Decision {
  if (decision.intent !== 'metric.compare' || decision.method === 'corrected') return decision;
  const operands =
    slots.server.length + slots.group.length >= 2 ||
    (slots.time !== undefined && slots.against !== undefined);
  if (operands) return decision;
  const limited = slots.threshold !== undefined && !Number.isNaN(slots.threshold.value);
  if (limited && slots.server.length + slots.group.length < 2)
    return as(decision, (slots.metric && ALERT_OF[slots.metric]) ?? 'alert.cpu.high');
  if (COMPARES.test(text) || surenessOf(decision) >= ROUTE) return decision;
  const next = decision.guesses?.find(({ intent }) => intent !== 'metric.compare')?.intent;
  return next === undefined ? decision : as(decision, next);
}

/** Most members of a group that are told one by one. */
const FEW = 4;

/** A comparison of one small group, with no time in it, compares its members: 디비 두 대 CPU 비교. */
export function operandsOf(decision: Decision, slots: Slots, fleet: Fleet): Slots {
  const { server, group, except, time, against } = slots;
  if (
    decision.intent !== 'metric.compare' ||
    server.length > 0 ||
    group.length !== 1 ||
    time !== undefined ||
    against !== undefined ||
    except.server.length + except.group.length > 0
  )
    return slots;
  const roles = new Set(rolesMeant(slots));
  const members = fleet.servers.filter(({ role }) => roles.has(role));
  return members.length < 2 || members.length > FEW
    ? slots
    : { ...slots, server: members.map(({ name }) => name) };
}

function as(decision: Decision, intent: IntentId): Decision {
  return { ...decision, intent, best: intent, method: 'combined' };
}
