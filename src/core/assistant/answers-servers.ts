/** Answers about servers themselves: state, lists, facts. */
import type { Server } from '../domain/fleet.ts';
import type { Status } from '../domain/incident.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import { placeArgs } from './answers-places.ts';
import {
  amount,
  count,
  Draughtsman,
  instant,
  metricName,
  names,
  sampleOf,
  sayUnknown,
  stateCounts,
  statusOf,
  subjectOf,
} from './reading.ts';

/** Metrics a state is told with, where the fleet has them. */
const VITAL = ['cpu', 'memory', 'disk', 'latency_p95'] as const;

export const serverStatus: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list', 'ask.status').done();
  const { time } = question.slots;
  const past = time !== undefined && time.end < context.now;
  if (past) draft.say('status.nowOnly', { time: time.text });
  const wanted = wantedStates(question.text, undefined);
  if (wanted[0] === 'off' && subject.servers.length > 1)
    tellInState(draft, context, subject.servers, wanted);
  if (subject.servers.length === 1) {
    const [server] = subject.servers;
    tellState(draft, context, server);
    return draft
      .propose({ kind: 'open', view: 'server', selected: server.name })
      .suggest('ask.why', 'ask.trend', 'ask.topology')
      .done();
  }
  const by = (status: Status): readonly Server[] =>
    subject.servers.filter((server) => statusOf(context, server) === status);
  const troubled = [...by('crit'), ...by('off'), ...by('unk'), ...by('warn')];
  if (troubled.length === 0)
    draft.say(subject.servers.length === 2 ? 'status.bothOk' : 'status.allOk', {
      total: count(subject.servers.length),
      series: count(subject.servers.length * context.fleet.metrics.length),
    });
  else {
    draft.say('status.counts', {
      total: count(subject.servers.length),
      parts: stateCounts(context, subject.servers),
    });
    for (const server of troubled.slice(0, 5))
      draft.say('status.item', {
        server: server.name,
        status: { term: `status.${statusOf(context, server)}` },
        health: count(Math.round(context.snapshot.health[server.index])),
      });
    if (troubled.length > 5) draft.say('more', { count: count(troubled.length - 5) });
  }
  return draft
    .propose({ kind: 'open', view: 'servers', selected: undefined })
    .suggest('ask.alerts', 'ask.top', 'ask.why')
    .done();
};

/** State, health and vital figures of one server. */
function tellState(draft: Draughtsman, context: AssistantContext, server: Server): void {
  const status = statusOf(context, server);
  const { snapshot } = context;
  if (status === 'off' || status === 'unk') {
    const seen = snapshot.lastSeen[server.index];
    if (Number.isNaN(seen))
      draft.say('status.never', { server: server.name, status: { term: `status.${status}` } });
    else
      draft.say('status.silent', {
        server: server.name,
        status: { term: `status.${status}` },
        seen: instant(seen, context),
      });
  } else {
    draft.say('status.one', {
      server: server.name,
      status: { term: `status.${status}` },
      health: count(Math.round(snapshot.health[server.index])),
    });
    for (const metric of VITAL) {
      const value = sampleOf(context, metric, server);
      if (!Number.isNaN(value))
        draft.say(
          'value',
          { server: server.name, metric: metricName(metric), value: amount(value, metric) },
          [draft.cite(metric, server)],
        );
    }
  }
  const firing = snapshot.alerts.filter(
    (alert) => alert.server === server.name && alert.state === 'firing',
  );
  if (firing.length > 0)
    draft.say('status.firing', {
      count: count(firing.length),
      rules: {
        list: [...new Set(firing.map(({ rule }) => rule))].map((rule) => ({
          term: `rule.${rule}`,
        })),
      },
    });
}

const DOWN =
  /offline|\bdown\b|\bdead\b|\bdied\b|powered off|switched off|not running|오프라인|다운|죽|꺼진|꺼져|내려(?:간|가|갔)|뻗|정지(?:된|돼)/i;
/** No answer comes from it, whatever the reason. */
const SILENT =
  /unreachable|not (?:responding|reachable|reporting)|unresponsive|no response|stopped reporting|can(?:'t|not) reach|먹통|무응답|응답(?:이|을)?\s?(?:없|안|못)|끊[긴겨]|(?:연결|접속)(?:이|은)?\s?(?:안|불가)|숨\s?안/i;

/** States a question filters by, in its own words: severities and plain words for down and healthy. */
function wantedStates(text: string, severity: string | undefined): readonly Status[] {
  if (severity === 'critical') return ['crit'];
  if (severity === 'warning' || /경고 상태|warning/i.test(text)) return ['warn'];
  if (DOWN.test(text)) return ['off'];
  if (SILENT.test(text)) return ['off', 'unk'];
  if (/unhealthy|문제|비정상|degraded/i.test(text)) return ['crit', 'off', 'unk', 'warn'];
  if (/healthy|정상|\bup\b|online/i.test(text)) return ['ok'];
  return [];
}

/** Names listed at most. */
const MOST_LISTED = 30;

/** Which servers are in one of the states, and what rings there. */
function tellInState(
  draft: Draughtsman,
  context: AssistantContext,
  servers: readonly Server[],
  states: readonly Status[],
): void {
  const found = servers.filter((server) => states.includes(statusOf(context, server)));
  const status = { list: states.map((state) => ({ term: `status.${state}` })), or: true };
  if (found.length === 0) {
    draft.say('list.noneInState', { status, total: count(servers.length) });
    return;
  }
  draft.say('list.inState', {
    count: count(found.length),
    status,
    servers: names(found, MOST_LISTED),
  });
  for (const server of found.slice(0, 5)) {
    const firing = context.snapshot.alerts.find(
      (alert) => alert.server === server.name && alert.state === 'firing',
    );
    if (firing !== undefined)
      draft.say('alerts.item', {
        rule: { term: `rule.${firing.rule}` },
        server: server.name,
        since: instant(firing.since, context),
      });
    else
      draft.say('status.item', {
        server: server.name,
        status: { term: `status.${statusOf(context, server)}` },
        health: count(Math.round(context.snapshot.health[server.index])),
      });
  }
}

export const serverList: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf({ ...question, slots: { ...question.slots, server: [] } }, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const states = wantedStates(question.text, question.slots.severity);
  if (states.length > 0) tellInState(draft, context, subject.servers, states);
  else
    draft.say('list.all', {
      count: count(subject.servers.length),
      servers: names(subject.servers, MOST_LISTED),
    });
  const found = states.length > 0 ? [] : subject.servers;
  if (found.length > MOST_LISTED) draft.say('more', { count: count(found.length - MOST_LISTED) });
  return draft
    .propose({ kind: 'open', view: 'servers', selected: undefined })
    .suggest('ask.status', 'ask.top', 'ask.alerts')
    .done();
};

/** Facts a question may ask for alone; without one of these words all are told. */
type Facet = 'role' | 'hardware' | 'network' | 'uptime' | 'owner' | 'place';
const FACETS: readonly (readonly [facet: Facet, pattern: RegExp])[] = [
  ['role', /역할|용도|뭐\s?하는|정체|\brole\b|what does|purpose|what kind/i],
  [
    'hardware',
    /사양|스펙|스팩|하드웨어|코어|몇\s?기가|램|메모리|저장|커널|운영체제|\bos\b|버전|specs?\b|hardware|cores?\b|kernel|operating system|version|under the hood|how much (?:ram|memory)/i,
  ],
  [
    'network',
    /아이피|\bip\b|주소|서비스|포트|프로세스|설치|services?\b|address|ports?\b|installed|runs? on|running on/i,
  ],
  [
    'uptime',
    /업타임|가동|켜져|부팅|얼마나\s?오래|uptime|how long|booted|last (?:re)?boot|\bup for\b/i,
  ],
  ['owner', /담당|누구|책임|관리자|owner|\bwho\b|responsible|looks after/i],
  ['place', /위치|어디|랙|location|where|rack/i],
];

export const serverDetail: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.kind === 'fleet') return draft.say('detail.which').suggest('ask.list').done();
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const asked = FACETS.filter(([, pattern]) => pattern.test(question.text)).map(([facet]) => facet);
  for (const server of subject.servers.slice(0, 3)) {
    const told = new Set<Facet>(asked.length > 0 ? asked : FACETS.map(([facet]) => facet));
    if (told.has('role') || asked.length === 0)
      draft.say('detail.what', {
        server: server.name,
        role: { term: `role.${server.role}` },
        environment: server.environment,
        provider: server.provider,
        location: server.location,
      });
    else draft.say('detail.of', { server: server.name });
    if (told.has('hardware'))
      draft.say('detail.hardware', {
        cores: count(server.cores),
        memory: { n: server.memory, unit: 'By' },
        storage: { n: server.storage, unit: 'By' },
        os: server.os,
        kernel: server.kernel,
      });
    if (told.has('network'))
      draft.say('detail.network', {
        ip: server.ip,
        services: { list: server.services.map(({ name, port }) => `${name}:${port}`) },
      });
    if (told.has('uptime') && server.bootedAt !== undefined)
      draft.say('detail.uptime', {
        uptime: { n: context.now - server.bootedAt, unit: 'ms' },
        since: instant(server.bootedAt, context),
      });
    if (told.has('owner'))
      if (server.people !== undefined)
        draft.say('detail.owner', { owner: server.people.owner, team: server.people.team });
      else if (asked.includes('owner')) draft.say('detail.ownerNone');
    if (told.has('place') && server.place !== undefined)
      draft.say('rack.place', { server: server.name, ...placeArgs(server.place) });
    draft.propose({ kind: 'open', view: 'server', selected: server.name });
  }
  if (subject.servers.length > 3) draft.say('more', { count: count(subject.servers.length - 3) });
  return draft.suggest('ask.status', 'ask.topology', 'ask.logs').done();
};
