/** Answers about where servers stand and what hangs on them: restarts, call links, racks. */
import type { Server } from '../domain/fleet.ts';
import { MINUTE } from '../domain/time.ts';
import type { Answerer, AssistantContext } from './answer.ts';
import { count, Draughtsman, names, sayUnknown, subjectOf } from './reading.ts';

/** A place as phrase arguments. */
export function placeArgs(place: NonNullable<Server['place']>) {
  return { site: place.site, room: place.room, row: place.row, rack: place.rack, unit: place.unit };
}

/** How long a simulated restart keeps a server away. */
const RESTART = MINUTE;

/** The app sends no commands to real servers: it says so, and what to run by hand. A simulated server can be restarted, once the reader confirms. */
export const serverRestart: Answerer = async (question, context) => {
  const draft = new Draughtsman(context);
  const subject = subjectOf(question, context);
  if (subject.unknown.length > 0 && sayUnknown(draft, subject))
    return draft.suggest('ask.list').done();
  if (subject.kind === 'fleet') {
    draft.say('restart.which');
    return draft.suggest('ask.list', 'ask.status').done();
  }
  draft.say('restart.no');
  const servers = subject.servers.slice(0, 3);
  for (const server of servers) {
    const callers = callersOf(context, server);
    if (callers.length > 0)
      draft.say('restart.impact', { server: server.name, servers: names(callers) });
    draft.say('restart.command', {
      server: server.name,
      command: `ssh ${server.name} sudo systemctl reboot`,
    });
  }
  if (subject.servers.length > servers.length)
    draft.say('more', { count: count(subject.servers.length - servers.length) });
  if (context.simulated) {
    draft.say('restart.simulated', {
      servers: names(servers),
      length: { n: RESTART, unit: 'ms' },
    });
    for (const server of servers)
      draft.propose({
        kind: 'act',
        action: {
          kind: 'inject',
          fault: 'down',
          target: server.name,
          at: context.now,
          duration: RESTART,
        },
      });
  }
  for (const server of servers)
    draft.propose({ kind: 'open', view: 'server', selected: server.name });
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
    const [only] = subject.servers;
    const mates = servers.filter(
      ({ name, place }) =>
        name !== only?.name &&
        place?.rack === only?.place?.rack &&
        place?.site === only?.place?.site &&
        place !== undefined,
    );
    if (subject.servers.length === 1 && mates.length > 0)
      draft.say('rack.mates', { count: count(mates.length), servers: names(mates, 42) });
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
