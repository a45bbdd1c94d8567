/** Questions that only make sense after another one: 그럼 메모리는?, and yesterday?, 그 서버 재시작해. Pure: two readings in, one out. */
import type { Decision, IntentId, MetricWord, Question, Slots } from '../domain/question.ts';
import { blankHosts } from './hosts.ts';
import { blankGroups } from './slot-servers.ts';
import { blankMetrics } from './slot-words.ts';

/** As much of a question as the next one may lean on. */
export type Understood = Pick<Question, 'text' | 'decision' | 'slots'>;

/** Openers that tie a question to the one before. */
const OPENER =
  /^\s*(?:그럼|그러면|그렇다면|그리고|또|그다음|아니|아니요|아니야|and|then|also|ok|okay|so|what about|how about|no|sorry|i mean|i meant|same (?:for|with|on)|now)(?![a-z])/i;
/** Words for a server already spoken of. */
const THAT_SERVER =
  /(?:그|이|저|해당|방금\s?그|아까\s?그)\s?(?:서버|장비|노드|호스트|녀석|놈|애|거|것|박스)|(?<![가-힣])(?:걔|얘|쟤|거기|그거|그건|그게|둘\s?다)|\b(?:that|this|the same|those|these)\s(?:server|host|machine|box|node|one|ones|servers|hosts)\b|\b(?:it|its|them|both|there)\b/i;
/** Words that carry no question of their own around a slot. */
const FILLER =
  /그럼|그러면|그렇다면|그리고|그다음|아니(?:요|야)?|말고|대신|그건|이건|같은\s?거|똑같이|마찬가지로|어때요?|어떤가요|어떻습니까|어떤데|어떰|은요|는요|은|는|이|가|을|를|의|도|만|랑|이랑|하고|와|과|쪽|서버|기준|시간|속도|으로|로|사용률|사용량|값|상태|요|야|좀|지금|현재|번|호기|또|에는|에|\b(?:and|then|also|what|about|how|the|for|of|on|with|same|in|no|i|mean|meant|instead|not|ok|okay|so|sorry|is|now|please|usage|servers?|hosts?|that|to|at|from|only|just|too|its|it|one|ones)\b/gi;

/** Words that look forward. */
const AHEAD =
  /내일|모레|다음\s?(?:주|달)|앞으로|향후|(?:뒤|후)에?|이따|tomorrow|tonight|next|\bin\s(?:an?|\d+)\s/i;

/** Alert intents by the metric they are about. */
const ALERT_OF: Readonly<Partial<Record<MetricWord, IntentId>>> = {
  cpu: 'alert.cpu.high',
  load: 'alert.cpu.high',
  memory: 'alert.memory.low',
  disk: 'alert.disk.full',
  network: 'alert.network.slow',
  latency: 'alert.network.slow',
  errors: 'alert.network.slow',
};

/** Intents that ask about whatever was spoken of last when they name nothing themselves. */
const LEANING: ReadonlySet<IntentId> = new Set<IntentId>(['cause.explain', 'recommend.action']);
/** Intents nothing can lean on. */
const CLOSED: ReadonlySet<IntentId> = new Set<IntentId>(['help', 'smalltalk', 'out_of_scope']);

/**
 * Completes a question from the one before it.
 *
 * A text that holds nothing but slots (그럼 메모리는?) takes the previous intent and changes what it names; a word for a server already
 * spoken of (그 서버, it) takes the previous servers; a bare why or what-to-do is about the previous subject. Anything else is returned as it is.
 * @param previous the last question of the conversation that was understood; `undefined` at its start
 */
export function resolve<T extends Understood>(previous: Understood | undefined, current: T): T {
  if (previous === undefined || CLOSED.has(previous.decision.intent)) return current;
  if (isElliptic(current)) return continued(previous, current);
  const { slots, decision } = current;
  if (!decision.inScope || CLOSED.has(decision.intent)) return current;
  const placeless = slots.server.length === 0 && slots.group.length === 0;
  if (!placeless) return current;
  const opened = OPENER.test(current.text);
  const points = THAT_SERVER.test(current.text);
  const bare =
    LEANING.has(decision.intent) && slots.metric === undefined && slots.time === undefined;
  if (!points && !bare && !opened) return current;
  const keepsSubject = bare || (opened && slots.metric === undefined);
  return {
    ...current,
    slots: {
      ...slots,
      server: previous.slots.server,
      group: previous.slots.group,
      metric: keepsSubject ? previous.slots.metric : slots.metric,
      metrics: keepsSubject ? previous.slots.metrics : slots.metrics,
      metricId: keepsSubject ? previous.slots.metricId : slots.metricId,
      time: slots.time ?? (bare ? previous.slots.time : undefined),
    },
  };
}

/** Whether a text names something to ask about but asks nothing itself. */
function isElliptic({ text, slots }: Understood): boolean {
  const named =
    slots.server.length > 0 ||
    slots.group.length > 0 ||
    slots.metric !== undefined ||
    slots.time !== undefined ||
    slots.severity !== undefined;
  if (!named || text.length > 60) return false;
  const opened =
    OPENER.test(text) || /[가-힣\w](?:은|는|도)요?\s*\??$|말고|\binstead\b/.test(text.trim());
  if (!opened) return false;
  let rest = blankMetrics(blankGroups(blankHosts(text)));
  for (const time of [slots.time, slots.against])
    if (time !== undefined) rest = rest.replace(time.text, ' ');
  rest = rest.replace(/\d+/g, ' ').replace(FILLER, ' ');
  return rest.replace(/[^\p{L}]/gu, '').length <= 1;
}

/** The previous question again, about what the current text names. */
function continued<T extends Understood>(previous: Understood, current: T): T {
  const before = previous.slots;
  const said = current.slots;
  const place = said.server.length > 0 || said.group.length > 0 ? said : before;
  const subject = said.metric === undefined ? before : said;
  const slots: Slots = {
    ...before,
    server: place.server,
    group: place.group,
    metric: subject.metric,
    metrics: subject.metrics,
    metricId: subject.metricId,
    time: said.time ?? before.time,
    against: said.time === undefined ? before.against : said.against,
    // A limit is in the unit of its metric: another metric, another limit.
    threshold: said.threshold ?? (said.metric === undefined ? before.threshold : undefined),
    count: said.count ?? before.count,
    severity: said.severity ?? before.severity,
    lowest: said.lowest || before.lowest,
  };
  const intent = intentAfter(previous.decision.intent, said, AHEAD.test(current.text));
  const decision: Decision = {
    ...previous.decision,
    intent,
    best: intent,
    method: current.decision.method,
  };
  return { ...current, decision, slots };
}

/** Another metric makes another alert; another tense turns a forecast into a trend, and a value into a forecast. */
function intentAfter(intent: IntentId, said: Slots, ahead: boolean): IntentId {
  if (/^alert\.(?:cpu|memory|disk|network)/.test(intent) && said.metric !== undefined)
    return ALERT_OF[said.metric] ?? 'metric.top';
  if (said.time !== undefined && ahead) {
    if (intent === 'metric.query' || intent === 'trend.analyze') return 'forecast.load';
  } else if (said.time !== undefined && intent === 'forecast.load') return 'trend.analyze';
  return intent;
}
