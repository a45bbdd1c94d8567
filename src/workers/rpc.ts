/**
 * Calls and events over any MessagePort: one reply per call, abortable, errors rebuilt by code.
 * Events are latest-wins at the sender: it may emit less often than it computes. This file imports types only.
 */
import type { ErrorCode, ErrorDetail } from '../core/domain/errors.ts';
import type { PortError } from './protocol.ts';

/** What `serve` and `connect` need of a Worker, MessagePort or worker scope. */
export interface Port {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}

/** A call table: method name → function from one request object to a plain reply. */
// biome-ignore lint/suspicious/noExplicitAny: the only place where calls of any shape meet; both ends are typed by the table.
export type CallTable<T> = { [K in keyof T]: (request: any) => unknown };

type Request<F> = F extends (request: infer R) => unknown ? R : never;
type Reply<F> = F extends (request: never) => infer R ? R : never;

/** One handler per call; may be async; must honour `signal` when it takes long. */
export type Handlers<Calls extends CallTable<Calls>> = {
  readonly [K in keyof Calls]: (
    request: Request<Calls[K]>,
    signal: AbortSignal,
  ) => Reply<Calls[K]> | Promise<Reply<Calls[K]>>;
};

interface CallMessage {
  readonly id: number;
  readonly call: string;
  readonly request: unknown;
}
interface ReplyMessage {
  readonly id: number;
  readonly reply?: unknown;
  readonly error?: PortError;
}
interface AbortMessage {
  readonly abort: number;
}
interface EventMessage {
  readonly event: string;
  readonly payload: unknown;
  /** Holds the payload's arrays and goes back once the event was heard. */
  readonly lent?: ArrayBuffer | undefined;
}
interface BackMessage {
  readonly back: ArrayBuffer;
}
type Message = CallMessage | ReplyMessage | AbortMessage | EventMessage | BackMessage;

/** What is handed over with a request or reply instead of being copied. */
const handed = new WeakMap<object, Transferable[]>();

/** Marks buffers inside a request or reply to be moved to the other thread: afterwards they are empty here. */
export function handOver<T extends object>(message: T, buffers: Transferable[]): T {
  handed.set(message, buffers);
  return message;
}

function buffersOf(message: unknown): Transferable[] {
  return typeof message === 'object' && message !== null ? (handed.get(message) ?? []) : [];
}

/**
 * Answers calls that arrive at `port`.
 * @param takeBack told of each buffer that was lent with an event and is free again
 * @returns `emit` for events, and `close`, which aborts every running handler
 */
export function serve<Calls extends CallTable<Calls>, Events>(
  port: Port,
  handlers: Handlers<Calls>,
  takeBack?: (buffer: ArrayBuffer) => void,
) {
  const running = new Map<number, AbortController>();
  const onMessage = async ({ data }: MessageEvent<Message>) => {
    if ('back' in data) return takeBack?.(data.back);
    if ('abort' in data) return running.get(data.abort)?.abort();
    if (!('call' in data)) return;
    const { id, call, request } = data;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!Object.hasOwn(handlers, call)) throw new Error(`no such call: ${call}`);
      const handler = handlers[call as keyof Calls];
      const reply = await handler(request as never, controller.signal);
      if (!controller.signal.aborted)
        port.postMessage({ id, reply } satisfies ReplyMessage, buffersOf(reply));
    } catch (error) {
      if (!controller.signal.aborted)
        port.postMessage({ id, error: portError(error) } satisfies ReplyMessage);
    } finally {
      running.delete(id);
    }
  };
  port.addEventListener('message', onMessage);
  port.start?.();
  return {
    /** @param lent the buffer that holds the payload's arrays: moved over, not copied, and handed back once it was heard */
    emit<K extends keyof Events & string>(event: K, payload: Events[K], lent?: ArrayBuffer): void {
      port.postMessage({ event, payload, lent } satisfies EventMessage, lent && [lent]);
    },
    close(): void {
      port.removeEventListener('message', onMessage);
      for (const controller of running.values()) controller.abort();
    },
  };
}

/** The caller's end of a port. */
export interface Connection<Calls extends CallTable<Calls>, Events> {
  /** Rejects with an `EdgeError`-shaped error; at once with `abort/cancelled` when `signal` fires. */
  call<K extends keyof Calls & string>(
    name: K,
    request: Request<Calls[K]>,
    signal?: AbortSignal,
  ): Promise<Reply<Calls[K]>>;
  /** Listens to one event; returns the function that stops listening. A listener copies what it keeps of lent arrays. */
  on<K extends keyof Events & string>(event: K, listener: (payload: Events[K]) => void): () => void;
  /** Fails every waiting call with `engine/stopped`; used when the other end is known to be gone. */
  fail(reason: string): void;
  close(): void;
}

/** How `connect` rebuilds errors; the page and the workers pass `EdgeError`'s constructor. */
export type ErrorMaker = (
  code: ErrorCode | undefined,
  message: string,
  detail: ErrorDetail,
) => Error;

/** Makes calls over `port` and listens to its events. */
export function connect<Calls extends CallTable<Calls>, Events>(
  port: Port,
  makeError: ErrorMaker,
): Connection<Calls, Events> {
  interface Waiting {
    readonly resolve: (reply: never) => void;
    readonly reject: (error: Error) => void;
  }
  let nextId = 1;
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(payload: never) => void>>();

  const onMessage = ({ data }: MessageEvent<Message>) => {
    if ('event' in data) {
      for (const listener of listeners.get(data.event) ?? []) listener(data.payload as never);
      if (data.lent) port.postMessage({ back: data.lent } satisfies BackMessage, [data.lent]);
      return;
    }
    if (!('id' in data) || 'call' in data) return;
    const call = waiting.get(data.id);
    if (!call) return;
    waiting.delete(data.id);
    if (data.error) call.reject(makeError(data.error.code, data.error.message, data.error.detail));
    else call.resolve(data.reply as never);
  };
  port.addEventListener('message', onMessage);
  port.start?.();

  return {
    call(name, request, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted)
          return reject(makeError('abort/cancelled', `${name} was cancelled`, {}));
        const id = nextId++;
        const onAbort = () => {
          waiting.delete(id);
          port.postMessage({ abort: id } satisfies AbortMessage);
          reject(makeError('abort/cancelled', `${name} was cancelled`, {}));
        };
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            signal?.removeEventListener('abort', onAbort);
            then(value);
          };
        waiting.set(id, { resolve: settle(resolve), reject: settle(reject) });
        signal?.addEventListener('abort', onAbort, { once: true });
        port.postMessage({ id, call: name, request } satisfies CallMessage, buffersOf(request));
      });
    },
    on(event, listener) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(listener as (payload: never) => void);
      return () => set.delete(listener as (payload: never) => void);
    },
    fail(reason) {
      for (const { reject } of waiting.values()) reject(makeError('engine/stopped', reason, {}));
      waiting.clear();
    },
    close() {
      port.removeEventListener('message', onMessage);
      this.fail('closed');
    },
  };
}

function portError(error: unknown): PortError {
  if (error instanceof Error) {
    const { code, detail } = error as Partial<PortError> & Error;
    if (code === undefined) console.error(error); // A bug: its stack stays in this worker's console.
    return { code, message: error.message, detail: detail ?? {} };
  }
  return { code: undefined, message: String(error), detail: {} };
}
