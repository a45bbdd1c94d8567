/** Answers about servers themselves: state, lists, facts, place, connections. */
import type { Server } from '../domain/fleet.ts';
import { STATUS, type Status } from '../domain/incident.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import {
  amount,
  count,
  Draughtsman,
  metricName,
  names,
  sampleOf,
  sayUnknown,
  statusOf,
  subjectOf,
} from './reading.ts';

/** Metrics a state is told with, where the fleet has them. */
const VITAL = ['cpu', 'memory', 'disk', 'latency_p95'] as const;

export const serverStatus: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list', 'ask.status').done();
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
    draft.say('status.allOk', {
      total: count(subject.servers.length),
      series: count(subject.servers.length * context.fleet.metrics.length),
    });
  else {
    draft.say(
      'status.counts',
      Object.fromEntries([
        ['total', count(subject.servers.length)],
        ...STATUS.map((status) => [status, count(by(status).length)]),
      ]),
    );
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
        seen: { n: seen, unit: 'time' },
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

/** States a question filters by, in its own words: severities and plain words for down and healthy. */
function wantedStates(text: string, severity: string | undefined): readonly Status[] {
  if (severity === 'critical') return ['crit'];
  if (severity === 'warning' || /경고 상태|warning/i.test(text)) return ['warn'];
  if (/offline|\bdown\b|dead|오프라인|다운|죽|꺼진/i.test(text)) return ['off'];
  if (/unhealthy|문제|비정상|degraded/i.test(text)) return ['crit', 'off', 'unk', 'warn'];
  if (/healthy|정상|\bup\b|online/i.test(text)) return ['ok'];
  return [];
}

export const serverList: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf({ ...question, slots: { ...question.slots, server: [] } }, context);
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  const states = wantedStates(question.text, question.slots.severity);
  const found =
    states.length === 0
      ? subject.servers
      : subject.servers.filter((server) => states.includes(statusOf(context, server)));
  const status = { list: states.map((state) => ({ term: `status.${state}` })) };
  if (states.length > 0 && found.length === 0)
    draft.say('list.noneInState', { status, total: count(subject.servers.length) });
  else if (states.length > 0) {
    draft.say('list.inState', { count: count(found.length), status, servers: names(found, 30) });
    for (const server of found.slice(0, 5)) {
      const firing = context.snapshot.alerts.find(
        (alert) => alert.server === server.name && alert.state === 'firing',
      );
      if (firing !== undefined)
        draft.say('alerts.item', {
          rule: { term: `rule.${firing.rule}` },
          server: server.name,
          since: { n: firing.since, unit: 'time' },
        });
      else
        draft.say('status.item', {
          server: server.name,
          status: { term: `status.${statusOf(context, server)}` },
          health: count(Math.round(context.snapshot.health[server.index])),
        });
    }
  } else draft.say('list.all', { count: count(found.length), servers: names(found, 30) });
  if (found.length > 30) draft.say('more', { count: count(found.length - 30) });
  return draft
    .propose({ kind: 'open', view: 'servers', selected: undefined })
    .suggest('ask.status', 'ask.top', 'ask.alerts')
    .done();
};

export const serverDetail: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.kind === 'fleet') return draft.say('detail.which').suggest('ask.list').done();
  if (sayUnknown(draft, subject)) return draft.suggest('ask.list').done();
  for (const server of subject.servers.slice(0, 3)) {
    draft.say('detail.what', {
      server: server.name,
      role: { term: `role.${server.role}` },
      environment: server.environment,
      provider: server.provider,
      location: server.location,
    });
    draft.say('detail.hardware', {
      cores: count(server.cores),
      memory: { n: server.memory, unit: 'By' },
      storage: { n: server.storage, unit: 'By' },
      os: server.os,
      kernel: server.kernel,
    });
    draft.say('detail.network', {
      ip: server.ip,
      services: { list: server.services.map(({ name, port }) => `${name}:${port}`) },
    });
    if (server.bootedAt !== undefined)
      draft.say('detail.uptime', { uptime: { n: context.now - server.bootedAt, unit: 'ms' } });
    if (server.people !== undefined)
      draft.say('detail.owner', { owner: server.people.owner, team: server.people.team });
    if (server.place !== undefined)
      draft.say('rack.place', { server: server.name, ...placeArgs(server.place) });
    draft.propose({ kind: 'open', view: 'server', selected: server.name });
  }
  return draft.suggest('ask.status', 'ask.topology', 'ask.logs').done();
};

function placeArgs(place: NonNullable<Server['place']>) {
  return { site: place.site, room: place.room, row: place.row, rack: place.rack, unit: place.unit };
}

/** The app sends no commands to servers: it says so, and what to run by hand. */
export const serverRestart: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.unknown.length > 0 && sayUnknown(draft, subject))
    return draft.suggest('ask.list').done();
  draft.say('restart.no');
  for (const server of subject.kind === 'fleet' ? [] : subject.servers.slice(0, 3)) {
    draft.say('restart.command', {
      server: server.name,
      command: `ssh ${server.name} sudo systemctl reboot`,
    });
    const callers = callersOf(context, server);
    if (callers.length > 0)
      draft.say('restart.impact', { server: server.name, servers: names(callers) });
    draft.propose({ kind: 'open', view: 'server', selected: server.name });
  }
  return draft.suggest('ask.recommend', 'ask.status').done();
};

function callersOf(context: AssistantContext, server: Server): readonly Server[] {
  return neighbours(context, server, 'from');
}

/** Servers that call `server` (`from`) or that it calls (`to`). */
function neighbours(
  context: AssistantContext,
  server: Server,
  side: 'from' | 'to',
): readonly Server[] {
  const other = side === 'from' ? 'to' : 'from';
  const found = new Set(
    context.fleet.links
      .filter((link) => link.kind === 'call' && link[other] === server.index)
      .map((link) => link[side]),
  );
  return context.fleet.servers.filter(({ index }) => found.has(index));
}

/** Servers whose requests pass through `server`, near ones first. */
export function reachOf(context: AssistantContext, server: Server): readonly Server[] {
  const seen = new Set([server.index]);
  const queue = [server];
  const reached: Server[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const caller of callersOf(context, next)) {
      if (seen.has(caller.index)) continue;
      seen.add(caller.index);
      reached.push(caller);
      queue.push(caller);
    }
  }
  return reached;
}

export const topologyShow: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.unknown.length > 0 && sayUnknown(draft, subject))
    return draft.suggest('ask.list').done();
  if (subject.kind === 'fleet') {
    const calls = context.fleet.links.filter(({ kind }) => kind === 'call');
    const called = new Set(calls.map(({ to }) => to));
    const entries = context.fleet.servers.filter(
      ({ index }) => !called.has(index) && calls.some(({ from }) => from === index),
    );
    draft.say('topology.fleet', {
      servers: count(context.fleet.servers.length),
      links: count(calls.length),
    });
    if (entries.length > 0) draft.say('topology.entries', { servers: names(entries) });
    return draft
      .propose({ kind: 'open', view: 'topology', selected: undefined })
      .suggest('ask.status', 'ask.top')
      .done();
  }
  for (const server of subject.servers.slice(0, 3)) {
    const calls = neighbours(context, server, 'to');
    const callers = callersOf(context, server);
    const reach = reachOf(context, server);
    draft.say(calls.length > 0 ? 'topology.calls' : 'topology.callsNone', {
      server: server.name,
      servers: names(calls),
    });
    draft.say(callers.length > 0 ? 'topology.callers' : 'topology.callersNone', {
      server: server.name,
      servers: names(callers),
    });
    if (reach.length > 0)
      draft.say('topology.impact', {
        server: server.name,
        count: count(reach.length),
        servers: names(reach),
      });
    draft.propose({ kind: 'open', view: 'topology', selected: server.name });
  }
  return draft.suggest('ask.status', 'ask.why').done();
};

export const rackShow: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  const { racks, servers } = context.fleet;
  if (subject.unknown.length > 0 && sayUnknown(draft, subject))
    return draft.suggest('ask.list').done();
  const asked = racks.find((rack) =>
    new RegExp(`(?<![a-z0-9])${rack.name.replace(/[^\w]/g, '.')}(?![a-z0-9])`, 'i').test(
      question.text,
    ),
  );
  if (subject.kind !== 'fleet') {
    for (const server of subject.servers.slice(0, 5)) {
      if (server.place === undefined) draft.say('rack.unknown', { server: server.name });
      else draft.say('rack.place', { server: server.name, ...placeArgs(server.place) });
    }
    return draft
      .propose({ kind: 'open', view: 'racks', selected: subject.servers.at(0)?.name })
      .suggest('ask.detail', 'ask.topology')
      .done();
  }
  if (asked !== undefined) {
    const inside = servers.filter(
      ({ place }) => place?.rack === asked.name && place.site === asked.site,
    );
    draft.say('rack.contents', {
      rack: asked.name,
      count: count(inside.length),
      servers: names(inside, 42),
    });
  } else if (racks.length === 0) draft.say('rack.none');
  else
    draft.say('rack.fleet', {
      racks: count(racks.length),
      servers: count(servers.filter(({ place }) => place !== undefined).length),
    });
  return draft
    .propose({ kind: 'open', view: 'racks', selected: asked?.name })
    .suggest('ask.list', 'ask.status')
    .done();
};
