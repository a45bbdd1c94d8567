/** A WebSocket that pushes JSON lines as a feed: `hello` first, then frames; silence and garbage end it, and it is opened anew. */
import { EdgeError } from '../../core/domain/errors.ts';
import type { Ms } from '../../core/domain/time.ts';
import {
  fleetOfHello,
  frameOf,
  type Hello,
  type LiveMessage,
  readMessages,
  remoteAlertOf,
  subscription,
} from '../../core/formats/live-frames.ts';
import type { Feed, OpenFeed } from './feed.ts';

/** The source must say hello, and later anything at all, within this time; it is pinged three times as often. */
const SILENCE: Ms = 15_000;
const PING_EVERY: Ms = 5_000;
/** Messages that cannot be read, beyond which the source is given up. */
const MOST_BROKEN = 50;

/** Opens the socket and waits for `hello`. @throws EdgeError `source/unreachable`, `source/silent`, `source/bad-response`, `source/rejected` */
export const openWebSocket: OpenFeed = async ({ config, gate }, signal) => {
  const socket = gate.socket(config.url);
  const line = makeLine(socket, signal);
  socket.addEventListener('open', () => socket.send(subscription(config.filter)));
  const hello = await firstHello(line);
  const fleet = fleetOfHello(hello);
  const feed: Feed = {
    fleet,
    step: hello.step,
    history: async () => {},
    async follow(sink) {
      for await (const message of line) {
        if (message.type === 'frame') sink.push(frameOf(fleet, message));
        else if (message.type === 'alert') sink.alert?.(remoteAlertOf(message));
        else if (message.type === 'hello' && JSON.stringify(message) !== JSON.stringify(hello)) {
          socket.close();
          return; // Other servers: opened anew.
        }
      }
    },
  };
  return feed;
};

async function firstHello(line: AsyncIterable<LiveMessage>): Promise<Hello> {
  const iterator = line[Symbol.asyncIterator]();
  for (;;) {
    const next = await iterator.next();
    if (next.done) throw new EdgeError('source/unreachable', 'closed before hello');
    if (next.value.type === 'hello') return next.value;
  }
}

/** Messages of a socket in order; ends when the signal fires, throws when the source is lost. Pings and errors are dealt with here. */
function makeLine(socket: WebSocket, signal: AbortSignal): AsyncIterable<LiveMessage> {
  const queue: LiveMessage[] = [];
  let failure: EdgeError | undefined;
  let isOver = false;
  let wake = () => {};
  let heard = Date.now();
  let broken = 0;

  const end = (error?: EdgeError) => {
    if (isOver) return;
    isOver = true;
    failure = error;
    clearInterval(heartbeat);
    socket.close();
    wake();
  };
  const heartbeat = setInterval(() => {
    if (Date.now() - heard > SILENCE) end(new EdgeError('source/silent', 'nothing came for 15 s'));
    else if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}\n');
  }, PING_EVERY);
  signal.addEventListener('abort', () => end());

  socket.addEventListener('message', ({ data }) => {
    heard = Date.now();
    if (typeof data !== 'string') {
      if (++broken > MOST_BROKEN) end(garbage());
      return;
    }
    try {
      const read = readMessages(data);
      broken += read.broken;
      for (const message of read.messages) take(message);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      end(error);
    }
    if (broken > MOST_BROKEN) end(garbage());
    wake();
  });
  socket.addEventListener('error', () =>
    end(new EdgeError('source/unreachable', 'the connection failed')),
  );
  socket.addEventListener('close', ({ code, reason }) =>
    end(new EdgeError('source/unreachable', `closed (${code}) ${reason}`, { status: code })),
  );

  function take(message: LiveMessage): void {
    if (message.type === 'ping') socket.send('{"type":"pong"}\n');
    else if (message.type === 'error') {
      const text = message.message.slice(0, 500);
      end(new EdgeError('source/rejected', text, { text }));
    } else if (message.type !== 'pong') queue.push(message);
  }

  return {
    [Symbol.asyncIterator]: () => ({
      async next() {
        for (;;) {
          const message = queue.shift();
          if (message) return { done: false, value: message };
          if (failure) throw failure;
          if (isOver) return { done: true, value: undefined };
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      },
    }),
  };
}

const garbage = () => new EdgeError('source/bad-response', 'too many messages cannot be read');
