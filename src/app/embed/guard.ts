/** The inner end of a portal's port: every message is checked, counted and timed before anything acts on it. Ten mistakes close it for good. */
import { type Command, readCommand } from '../../embed/check.ts';
import {
  EMBED_LIMITS,
  EMBED_VERSION,
  type EmbedEvents,
  type EmbedProblem,
  type PortMessage,
} from '../../embed/wire.ts';

/** What the guard needs. */
export interface GuardHost {
  /** Carries a checked command out. A rejection becomes the portal's answer. */
  run(command: Command, signal: AbortSignal): unknown;
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  /** The port is closed: `bye` by the portal, `mistakes` by us. */
  closed(why: 'bye' | 'mistakes'): void;
}

export interface Guard {
  emit<E extends keyof EmbedEvents>(event: E, params: EmbedEvents[E]): void;
  close(): void;
  /** Messages that were refused so far. */
  readonly mistakes: number;
}

/** A failure that a portal is told by its code. */
export class EmbedRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'EmbedRefusal';
    this.code = code;
  }
}

/** What a portal is told of a failure: expected ones by code, others only that there was one. */
function problemOf(error: unknown): EmbedProblem {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return typeof code === 'string' && /^[a-z]+\/[a-z-]+$/.test(code)
    ? { code, message: String(message).slice(0, 300) }
    : { code: 'embed/failed', message: 'the command failed' };
}

/** Watches over a port. */
export function guardPort(port: MessagePort, host: GuardHost): Guard {
  let mistakes = 0;
  let isClosed = false;
  /** Messages the portal may still send now; it regains 50 a second. */
  let allowance: number = EMBED_LIMITS.perSecond;
  let counted = host.now();
  const running = new Map<number, AbortController>();

  const send = (message: PortMessage) => {
    if (!isClosed) port.postMessage(message);
  };
  const finish = (why?: 'bye' | 'mistakes') => {
    if (isClosed) return;
    isClosed = true;
    port.removeEventListener('message', onMessage);
    port.removeEventListener('messageerror', onUnreadable);
    for (const controller of running.values()) controller.abort();
    port.close();
    if (why) host.closed(why);
  };
  const mistake = (id: number | undefined, code: string) => {
    mistakes++;
    const error = { code, message: 'the message was refused' };
    send(
      id === undefined
        ? { type: 'ome', v: EMBED_VERSION, event: 'error', params: error }
        : { type: 'ome', v: EMBED_VERSION, id, error },
    );
    if (mistakes >= EMBED_LIMITS.mistakes) finish('mistakes');
  };
  const isTooFast = () => {
    const now = host.now();
    allowance = Math.min(
      EMBED_LIMITS.perSecond,
      allowance + ((now - counted) * EMBED_LIMITS.perSecond) / 1000,
    );
    counted = now;
    if (allowance < 1) return true;
    allowance--;
    return false;
  };
  const carryOut = async (command: Command) => {
    const { id } = command;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const result = await host.run(command, controller.signal);
      send({ type: 'ome', v: EMBED_VERSION, id, result });
    } catch (error) {
      send({ type: 'ome', v: EMBED_VERSION, id, error: problemOf(error) });
    } finally {
      running.delete(id);
    }
  };
  const onMessage = ({ data, ports }: MessageEvent<unknown>) => {
    if (isClosed) return;
    // Before it is read: a flood must not cost more than counting.
    if (isTooFast()) return mistake(undefined, 'embed/too-fast');
    if (ports.length > 0) return mistake(undefined, 'embed/with-ports');
    const reading = readCommand(data);
    if (reading.kind === 'bye') return finish('bye');
    if (reading.kind === 'mistake') return mistake(reading.id, reading.code);
    const { id } = reading.command;
    if (running.has(id)) return mistake(id, 'embed/id-in-use');
    if (running.size >= EMBED_LIMITS.open) return mistake(id, 'embed/too-many-open');
    void carryOut(reading.command);
  };
  const onUnreadable = () => mistake(undefined, 'embed/unreadable');

  port.addEventListener('message', onMessage);
  port.addEventListener('messageerror', onUnreadable);
  port.start();
  return {
    emit: (event, params) => send({ type: 'ome', v: EMBED_VERSION, event, params }),
    close: () => finish(),
    get mistakes() {
      return mistakes;
    },
  };
}
