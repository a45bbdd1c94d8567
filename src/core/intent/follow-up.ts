/** Questions that only make sense after another one: 그럼 메모리는?, and yesterday?, 그 서버 재시작해. Pure: two readings in, one out. */
import type { Decision, IntentId, Question, Slots, Turn } from '../domain/question.ts';
import { blankGroups } from './group-words.ts';
import { blankHosts } from './hosts.ts';
import { ALERT_OF } from './intents.ts';
import { blankMetrics } from './metric-words.ts';

/** As much of a question as the next one may lean on. */
export type Understood = Pick<Question, 'text' | 'decision' | 'slots'>;

/** Openers that tie a question to the one before. */
const OPENER =
  /^\s*(?:그럼|그러면|그렇다면|그리고|또|그다음|아니|아니요|아니야|and|then|also|ok|okay|so|what about|how about|no|sorry|i mean|i meant|same (?:for|with|on)|now)(?![a-z])/i;
/** Words for a server already spoken of. */
const THAT_SERVER =
  /(?:그|이|저|해당|방금\s?그|아까\s?그)\s?(?:서버|장비|노드|호스트|녀석|놈|애|거|것|박스|둘)|(?<![가-힣])(?:걔|얘|쟤|거기|그거|그건|그게|둘\s?다|둘\s?중)|\b(?:that|this|the same|those|these)\s(?:server|host|machine|box|node|one|ones|servers|hosts|two|three)\b|\b(?:it|its|them|they|both|there)\b/i;
/** Words that narrow the last answer down: 그중에 심각한 것만. */
const AMONG =
  /그\s?(?:중|가운데)(?:에서?)?|\b(?:of|among) (?:them|those|these)\b|^\s*(?:only|just)\b/i;
/** Words for several of them. */
const THOSE =
  /(?:그|이|저|해당)\s?(?:서버|장비|노드|호스트|녀석|놈|애)\s?들|걔네|얘네|쟤네|둘\s?다|그\s?둘|모두|전부|다\s?(?:같이|함께)|\b(?:those|these|them|they|both|all of)\b/i;
/** One of a list spoken of, by its place in it: 두 번째 서버, 2위, the second one, the last one. */
const PLACE =
  /(?<![\d.])(\d{1,2})\s?(?:번째|위|등)(?!\s?까지)(?:\s?(?:서버|장비|것|거|놈|꺼))?|\b(?:the\s)?(first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)\s(?:one|server|host|machine|box|entry|item)\b|(마지막|꼴찌|끝)\s?(?:서버|장비|것|거|놈)|\bthe\s(last|bottom)\s(?:one|server|host)\b/i;
const ORDINALS: readonly string[] = ['first', 'second', 'third', 'fourth', 'fifth'];
/** Words that carry no question of their own around a slot. */
const FILLER =
  /그럼|그러면|그렇다면|그리고|그다음|아니(?:요|야)?|말고|대신|그건|이건|같은\s?거|똑같이|마찬가지로|어때요?|어떤가요|어떻습니까|어떤데|어떰|은요|는요|은|는|이|가|을|를|의|도|만|랑|이랑|하고|와|과|쪽|서버|기준|시간|속도|으로|로|사용률|사용량|값|상태|요|야|좀|지금|현재|번|호기|또|에는|에서는|에서|에|거|것|째|\b(?:rate|ratio|value|level|and|then|also|what|about|how|the|for|of|on|with|same|in|no|i|mean|meant|instead|not|ok|okay|so|sorry|is|now|please|usage|servers?|hosts?|that|to|at|from|only|just|too|its|it|one|ones)\b/gi;

/** Words that look forward. */
const AHEAD =
  /내일|모레|다음\s?(?:주|달)|앞으로|향후|(?:뒤|후)에?|이따|tomorrow|tonight|next|\bin\s(?:an?|\d+)\s/i;

/** Intents that ask about whatever was spoken of last when they name nothing themselves. */
const LEANING: ReadonlySet<IntentId> = new Set<IntentId>([
  'cause.explain',
  'recommend.action',
  'trend.analyze',
  'forecast.load',
  'log.search',
  'server.detail',
  'server.restart',
]);
/** Of those, the ones that are about what was measured, not only about whom. */
const MEASURED: ReadonlySet<IntentId> = new Set<IntentId>([
  'cause.explain',
  'recommend.action',
  'trend.analyze',
  'forecast.load',
]);
/** Of those, the ones that take a time of their own: 최근 1시간 추이는? */
const COURSE: ReadonlySet<IntentId> = new Set<IntentId>(['trend.analyze', 'forecast.load']);
/** Intents nothing can lean on. */
const CLOSED: ReadonlySet<IntentId> = new Set<IntentId>(['help', 'smalltalk', 'out_of_scope']);

/**
 * Completes a question from the one before it.
 *
 * A text that holds nothing but slots (그럼 메모리는?) takes the previous intent and changes what it names; a word for a server already
 * spoken of (그 서버, it, the second one) takes the previous servers, or those the answer named; a bare why or what-to-do is about the
 * previous subject. Anything else is returned as it is.
 * @param previous the last question of the conversation that was understood, with what its answer named; `undefined` at its start
 * @param folded the text with spelled numbers in digits
 */
export function resolve<T extends Understood>(
  previous: Turn | undefined,
  current: T,
  folded: string = current.text,
): T {
  if (previous === undefined || CLOSED.has(previous.decision.intent)) return current;
  const place = placed(previous, current, folded);
  if (place !== undefined) return place;
  if (isElliptic(current) || (AMONG.test(current.text) && isNarrowing(previous, current)))
    return continued(previous, current);
  const { slots } = current;
  const decision = revived(current);
  if (!decision.inScope || CLOSED.has(decision.intent)) return current;
  const placeless = slots.server.length === 0 && slots.group.length === 0;
  if (!placeless) return current;
  const opened = OPENER.test(current.text);
  const points = THAT_SERVER.test(current.text);
  const bare =
    LEANING.has(decision.intent) &&
    slots.metric === undefined &&
    (slots.time === undefined || COURSE.has(decision.intent)) &&
    slots.keyword === undefined;
  if (!points && !bare && !opened) return current;
  const keepsSubject =
    (bare && MEASURED.has(decision.intent)) || (opened && slots.metric === undefined);
  const servers =
    previous.slots.server.length > 0 || !points || previous.slots.group.length > 0
      ? previous.slots.server
      : previous.servers;
  // 그 서버 after a ranking is the one it named first.
  const pointed =
    points && !THOSE.test(current.text) && previous.slots.server.length === 0 && servers.length > 1
      ? servers.slice(0, 1)
      : servers.slice(0, 10);
  const single =
    points && !THOSE.test(current.text) && pointed.length === 0 && previous.servers.length > 0;
  return {
    ...current,
    decision,
    slots: {
      ...slots,
      server: single ? previous.servers.slice(0, 1) : pointed,
      group: single ? [] : previous.slots.group,
      roles: single ? [] : previous.slots.roles,
      ...(keepsSubject ? subjectOf(previous.slots) : {}),
      time: slots.time ?? (bare ? previous.slots.time : undefined),
    },
  };
}

/** Least confidence by which a refused text that points at what was spoken of is taken for the question it nearly was. */
const NEARLY = 0.15;

/** In a conversation 그 서버 왜 그래? says enough: a pointer makes a nearly understood question understood. */
function revived({ text, decision }: Understood): Decision {
  return decision.inScope ||
    decision.method === 'corrected' ||
    decision.confidence < NEARLY ||
    !THAT_SERVER.test(text) ||
    !LEANING.has(decision.best)
    ? decision
    : { ...decision, intent: decision.best, inScope: true, confidence: 0.501 };
}

/** Whether the text adds a filter to the question before it rather than asking another one. */
function isNarrowing(previous: Turn, { decision, slots }: Understood): boolean {
  return (
    slots.server.length === 0 &&
    (decision.intent === previous.decision.intent ||
      !decision.inScope ||
      slots.severity !== undefined)
  );
}

/** The part of slots that says what is measured. */
function subjectOf({ metric, metrics, metricId, metricIds }: Slots) {
  return { metric, metrics, metricId, metricIds };
}

/** A question about one of the servers the last answer named, by its place; `undefined` when none is meant. */
function placed<T extends Understood>(previous: Turn, current: T, folded: string): T | undefined {
  const { slots, decision } = current;
  if (slots.server.length > 0 || slots.group.length > 0 || previous.servers.length < 2)
    return undefined;
  const match = PLACE.exec(folded);
  if (match === null) return undefined;
  const n =
    match[1] !== undefined
      ? Number(match[1])
      : match[2] !== undefined
        ? Number.parseInt(match[2], 10) || ORDINALS.indexOf(match[2].toLowerCase()) + 1
        : previous.servers.length;
  const name = previous.servers.at(n - 1);
  if (n < 1 || name === undefined) return undefined;
  const own =
    folded
      .replace(PLACE, ' ')
      .replace(FILLER, ' ')
      .replace(/[^\p{L}]/gu, '').length > 1;
  const asks = own && decision.inScope && !CLOSED.has(decision.intent);
  const intent = asks
    ? decision.intent
    : (AFTER_LIST[previous.decision.intent] ?? previous.decision.intent);
  return {
    ...current,
    decision: asks
      ? decision
      : { ...previous.decision, intent, best: intent, method: decision.method },
    slots: {
      ...slots,
      server: [name],
      // The number was a place, not how many.
      count: slots.count === n ? undefined : slots.count,
      ...(slots.metric === undefined && !asks ? subjectOf(previous.slots) : {}),
    },
  };
}

/** What is asked about one server picked from a list, when nothing else is said. */
const AFTER_LIST: Readonly<Partial<Record<IntentId, IntentId>>> = {
  'metric.top': 'metric.query',
  'server.list': 'server.status',
  'server.status': 'server.status',
  'alert.list': 'server.status',
  'topology.show': 'topology.show',
  'metric.compare': 'metric.query',
};

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
function continued<T extends Understood>(previous: Turn, current: T): T {
  const before = previous.slots;
  const said = current.slots;
  const place = said.server.length > 0 || said.group.length > 0 ? said : before;
  const slots: Slots = {
    ...before,
    server: place.server,
    group: place.group,
    roles: place.roles,
    except: said.except.server.length + said.except.group.length > 0 ? said.except : before.except,
    ...subjectOf(said.metric === undefined ? before : said),
    time: said.time ?? before.time,
    against: said.time === undefined ? before.against : said.against,
    // A limit is in the unit of its metric: another metric, another limit.
    threshold: said.threshold ?? (said.metric === undefined ? before.threshold : undefined),
    count: said.count ?? before.count,
    severity: said.severity ?? before.severity,
    lowest: said.lowest || before.lowest,
  };
  const asked = intentAfter(previous.decision.intent, said, AHEAD.test(current.text));
  // One server named after a list of them: about it, not a list of one.
  const intent = said.server.length === 1 ? (AFTER_LIST[asked] ?? asked) : asked;
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
