/** A console for a portal to talk to, in Node: the real engine, the real checks, a session kept in a variable. Its state can be digested. */

import { makeCarryOut } from '../../src/app/embed/carry-out.ts';
import { type Consent, type Gate, makeGate } from '../../src/app/embed/gate.ts';
import { type Guard, guardPort } from '../../src/app/embed/guard.ts';
import { makeOpener } from '../../src/app/embed/opener.ts';
import { isListed } from '../../src/app/embed/request.ts';
import type { Session } from '../../src/core/domain/session.ts';
import { formatSession, parseSession } from '../../src/core/domain/session.ts';
import { type ConsoleMessage, EMBED_VERSION } from '../../src/embed/wire.ts';
import { engineAt } from '../workers/node-engine.ts';

export const APP = 'https://console.example';
export const PORTAL = 'https://portal.example';
export const STRANGER = 'https://stranger.example';
const HASH = '#/overview?v=1&seed=7&n=6&from=2026-03-12T04:00:00Z&at=2026-03-12T04:05:00Z';

/** What the console said over the window. */
export interface Said {
  readonly message: ConsoleMessage;
  readonly origin: string;
  readonly port: MessagePort | undefined;
}

/**
 * Opens a console that stands still, framed by `parent`.
 * @param consent what its reader answers a portal
 * @param mayConnect what they answer when real servers are to be shown
 */
export async function openConsole(
  consent: Consent = 'never',
  declared?: string,
  mayConnect = false,
) {
  const parent = { name: 'the portal' };
  const { engine, next } = engineAt(Date.parse('2026-03-12T06:00:00Z'));
  const { signal } = new AbortController();
  let session: Session = parseSession(HASH).session;
  const shown = next(session.at);
  const opened = await engine.open({ session, locale: 'en' }, signal);
  session = { ...session, from: opened.session.from };
  let snapshot = await shown;
  let filter = '';
  let tokens = '{}';
  const topics = new Set<string>();
  const asked: string[] = [];
  /** Calls of the engine that commands led to. */
  const called: [name: string, request: unknown][] = [];
  const opener = makeOpener({
    call: async (name, request, stop = signal) => {
      called.push([name, request]);
      const handler = engine[name] as (request: unknown, signal: AbortSignal) => unknown;
      return (await handler(request, stop)) as never;
    },
    async ask(url) {
      asked.push(url);
      return mayConnect;
    },
    async show(source) {
      session = { ...session, ...source };
      return { servers: 0, t: snapshot.t };
    },
    now: () => now,
  });
  const carryOut = makeCarryOut({
    ...opener,
    session: () => session,
    adjust(change) {
      session = { ...session, ...change };
    },
    settled: async () => undefined,
    async arrived() {
      const arriving = next(session.at);
      await engine.seek({ at: session.at }, signal);
      snapshot = await arriving;
    },
    shown: () => snapshot.t,
    async act(action) {
      session = { ...session, actions: (await engine.act({ action }, signal)).actions };
    },
    query: async (request, stop) => engine.query(request, stop),
    ask: async (text) => ({
      ...{ text, language: 'en', intent: 'echo', confidence: 1, refused: false },
      promql: undefined,
    }),
    setFilter(text) {
      filter = text;
    },
    setTokens(given) {
      tokens = JSON.stringify(given);
    },
    topic: (topic, isWanted) => void (isWanted ? topics.add(topic) : topics.delete(topic)),
  });

  const said: Said[] = [];
  let guard: Guard | undefined;
  const closed: string[] = [];
  let now = 0;
  const gate: Gate = makeGate({
    parent,
    ownOrigin: APP,
    declared,
    isTrusted: (origin) => isListed(origin, [PORTAL]),
    ask: async () => consent,
    tell: (message, origin) => void said.push({ message, origin, port: undefined }),
    welcome(message, origin) {
      const { port1, port2 } = new MessageChannel();
      guard = guardPort(port1, {
        run: carryOut,
        now: () => now,
        closed(why) {
          closed.push(why);
          if (why === 'bye') gate.reopen();
        },
      });
      said.push({ message, origin, port: port2 });
    },
  });

  return {
    gate,
    parent,
    said,
    closed,
    asked,
    called,
    /** Moves the clock that counts messages. */
    pass: (ms: number) => {
      now += ms;
    },
    guard: () => guard,
    /** What the reader, not the portal, put on screen. */
    become(change: Partial<Session>) {
      session = { ...session, ...change };
    },
    /** Everything a portal could change, and what the engine computed. */
    async digest(): Promise<string> {
      const { digest } = await engine.health({}, signal);
      return JSON.stringify([formatSession(session), filter, tokens, [...topics], digest]);
    },
    /** The portal greets as it should; the port it is given, if any. */
    greet(origin = PORTAL, nonce = 'abcdefghijklmnopqrstuv'): MessagePort | undefined {
      const before = said.length;
      gate.hear({
        origin,
        source: parent,
        data: { type: 'om:hello', v: EMBED_VERSION, nonce },
        ports: [],
      });
      return said.slice(before).find(({ port }) => port)?.port;
    },
    end: () => guard?.close(),
  };
}

/** A command as the client sends it. */
export function command(method: string, params: unknown, id = 1): Record<string, unknown> {
  return { type: 'ome', v: EMBED_VERSION, id, method, params };
}

/** Collects what comes over a port. */
export function listen(port: MessagePort): {
  readonly heard: Record<string, unknown>[];
  /** Resolves with the answer of this id. */
  answer(id: number): Promise<Record<string, unknown>>;
} {
  const heard: Record<string, unknown>[] = [];
  const waiting = new Map<number, (message: Record<string, unknown>) => void>();
  port.addEventListener('message', ({ data }: MessageEvent<Record<string, unknown>>) => {
    heard.push(data);
    waiting.get(Number(data.id))?.(data);
  });
  port.start();
  return {
    heard,
    answer: (id) => new Promise((resolve) => void waiting.set(id, resolve)),
  };
}
