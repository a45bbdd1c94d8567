/** Answers about the console itself: logs, drills, help, small talk, refusal. */
import type { Role, Server } from '../domain/fleet.ts';
import type { ScenarioWord } from '../domain/question.ts';
import { MINUTE } from '../domain/time.ts';
import type { Answerer, AssistantContext, LoggedLine } from './answer.ts';
import { count, Draughtsman, instant, names, sayUnknown, subjectOf } from './reading.ts';

/** Lines shown of each server when no number is asked for: named by the reader, and found by ourselves. */
const LINES = 8;
const FEW_LINES = 3;

export const logSearch: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  if (context.logs === undefined)
    return draft.say('logs.none').suggest('ask.alerts', 'ask.anomalies').done();
  const { time, keyword } = question.slots;
  const past = time !== undefined && time.start < context.now ? time : undefined;
  const start = past?.start ?? context.now - 30 * MINUTE;
  const end = past === undefined ? context.now : Math.min(past.end, context.now);
  // Servers in trouble first: without a name, theirs are the logs worth reading.
  const servers = [...subject.servers]
    .sort(
      (a, b) =>
        Math.min(context.snapshot.status[b.index], 2) -
        Math.min(context.snapshot.status[a.index], 2),
    )
    .slice(0, keyword === undefined ? SHOWN : LOOKED_THROUGH);
  let shown = 0;
  for (const server of servers) {
    const lines = await context.logs(server.name, start, end, 400);
    const wanted = keyword === undefined ? lines : lines.filter(matcher(keyword));
    if (wanted.length === 0) continue;
    if (++shown > SHOWN) break;
    draft.say(keyword === undefined ? 'logs.server' : 'logs.matched', {
      server: server.name,
      count: count(wanted.length),
      keyword: keyword ?? '',
    });
    for (const line of wanted.slice(
      0,
      Math.min(question.slots.count ?? (subject.kind === 'named' ? LINES : FEW_LINES), 50),
    ))
      draft.say('logs.line', {
        time: instant(line.t, context),
        level: line.level,
        service: line.service,
        message: line.message,
      });
  }
  if (shown === 0)
    draft.say(keyword === undefined ? 'logs.emptyAll' : 'logs.empty', {
      servers:
        servers.length > 3
          ? { list: [{ term: 'part.servers', n: servers.length }] }
          : names(servers),
      count: count(servers.length),
      span: { n: end - start, unit: 'ms' },
      keyword: keyword ?? '',
    });
  return draft.suggest('ask.why', 'ask.alerts', 'ask.anomalies').done();
};

/** Servers whose lines are shown, and servers looked through for a word, at most. */
const SHOWN = 3;
const LOOKED_THROUGH = 40;

/** What a word searched for stands for in log lines. */
const SPELLINGS: Readonly<Record<string, RegExp>> = {
  에러: /error|fail|fatal|critical/i,
  오류: /error|fail|fatal|critical/i,
  error: /error|fail|fatal|critical/i,
  경고: /warn/i,
  warn: /warn/i,
  warning: /warn/i,
  timeout: /time(?:d|s)?[\s-]?out|took \d{4,} ms/i,
  타임아웃: /time(?:d|s)?[\s-]?out|took \d{4,} ms/i,
  oom: /oom|out of memory|killed process/i,
  실패: /fail/i,
  예외: /exception/i,
};

function matcher(keyword: string) {
  const pattern = new Map(Object.entries(SPELLINGS)).get(keyword.toLowerCase());
  const needle = keyword.toLowerCase();
  return ({ level, service, message }: LoggedLine): boolean => {
    const line = `${level} ${service} ${message}`;
    return pattern?.test(line) ?? line.toLowerCase().includes(needle);
  };
}

/** The simulator's fault for each thing people ask to have simulated, and whom it suits when no server is named. */
const DRILLS: Readonly<
  Record<ScenarioWord, { readonly fault: string; readonly roles: readonly Role[] }>
> = {
  cpu_spike: { fault: 'cpu', roles: ['web', 'api'] },
  memory_leak: { fault: 'leak', roles: ['api', 'web'] },
  disk_full: { fault: 'disk-fill', roles: ['storage', 'db'] },
  network_latency: { fault: 'net-loss', roles: ['proxy', 'ingress', 'api'] },
  traffic_surge: { fault: 'surge', roles: ['proxy', 'ingress', 'web'] },
  server_down: { fault: 'down', roles: ['web', 'api'] },
  db_overload: { fault: 'disk-io', roles: ['db'] },
};

/** A drill is proposed; the reader confirms. Only a simulated fleet can have one. */
export const scenarioInject: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.unknown.length > 0 && sayUnknown(draft, subject))
    return draft.suggest('ask.list').done();
  if (!context.simulated) return draft.say('drill.notSimulated').suggest('ask.status').done();
  const wanted = question.slots.scenario ?? 'db_overload';
  const { fault, roles } = DRILLS[wanted];
  const target =
    (subject.kind === 'fleet' ? firstOf(context, roles) : subject.servers.at(0)) ??
    context.fleet.servers.at(0);
  if (target === undefined) return draft.say('unknown.group').done();
  draft.say(question.slots.scenario === undefined ? 'drill.proposeOwn' : 'drill.propose', {
    fault: { term: `fault.${fault}` },
    server: target.name,
  });
  draft.say('drill.undo');
  return draft
    .propose({
      kind: 'act',
      action: { kind: 'inject', fault, target: target.name, at: context.now, duration: undefined },
    })
    .suggest('ask.reset', 'ask.topology', 'ask.status')
    .done();
};

function firstOf(context: AssistantContext, roles: readonly Role[]): Server | undefined {
  return roles
    .map((role) => context.fleet.servers.find((server) => server.role === role))
    .find((server) => server !== undefined);
}

export const scenarioReset: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const named = new Set(question.slots.server);
  const active = context.injected.filter(({ target }) => named.size === 0 || named.has(target));
  if (active.length === 0)
    return draft.say('drill.nothing').suggest('ask.status', 'ask.alerts').done();
  draft.say('drill.reset', { count: count(active.length) });
  for (const { fault, target } of active)
    draft.say('drill.item', { fault: { term: `fault.${fault}` }, server: target });
  for (const target of new Set(active.map((item) => item.target)))
    draft.propose({ kind: 'act', action: { kind: 'clear', target, at: context.now } });
  return draft.suggest('ask.status', 'ask.alerts').done();
};

export const help: Answerer = async (_question, context) =>
  new Draughtsman(context)
    .say('help.intro', { count: count(context.fleet.servers.length) })
    .say('help.ask')
    .say('help.look')
    .say('help.drill')
    .say('help.private')
    .suggest('ask.status', 'ask.top', 'ask.why', 'ask.forecast', 'ask.inject')
    .done();

/** Which kind of small talk it is; the first that fits. */
const TALK: readonly (readonly [key: string, pattern: RegExp])[] = [
  ['talk.thanks', /고마|감사|땡큐|ㄳ|ㄱㅅ|수고|고생|덕분|thank|thx|\bty\b|cheers|appreciate/i],
  [
    'talk.bye',
    /잘 ?가|잘 ?자|잘 있|나중에|내일 봐|바이|빠이|퇴근할|안녕히|굿나잇|bye|see you|good ?night|take care|later/i,
  ],
  [
    'talk.who',
    /누구|이름|만들|사람이|로봇|ai야|인공지능|챗|몇 살|나이|who (are|made|built)|your name|are you (a|an|human|chat)|how old|what are you/i,
  ],
  ['talk.joke', /농담|재밌|재미있|웃긴|웃겨|joke|funny|laugh/i],
  [
    'talk.sorry',
    /틀렸|아니잖|아닌데|별로|쓸모|멍청|바보|wrong|bad answer|not helpful|useless|stupid|terrible|suck/i,
  ],
  [
    'talk.praise',
    /잘했|훌륭|대단|최고|짱|멋|똑똑|완벽|마음에|well done|good job|great|nice|awesome|excellent|perfect|amazing|smart|love it|you rock/i,
  ],
  [
    'talk.hello',
    /안녕|하이|반가|좋은 아침|굿모닝|ㅎㅇ|헬로|오랜만|hello|\bhi\b|\bhey\b|good (morning|afternoon|evening)|howdy|greet/i,
  ],
];

export const smalltalk: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const troubled = context.fleet.servers.filter(
    ({ index }) => context.snapshot.status[index] !== 0,
  ).length;
  draft.say(TALK.find(([, pattern]) => pattern.test(question.text))?.[0] ?? 'talk.other');
  draft.say(troubled === 0 ? 'talk.calm' : 'talk.trouble', {
    count: count(troubled),
    total: count(context.fleet.servers.length),
  });
  return draft.suggest('ask.status', 'ask.alerts', 'ask.help').done();
};

/** Refusal: says so, and what can be asked instead. */
export const outOfScope: Answerer = async (_question, context) =>
  new Draughtsman(context)
    .say('refuse.out')
    .say('refuse.instead')
    .suggest('ask.help', 'ask.status', 'ask.top')
    .done();
