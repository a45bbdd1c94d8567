/**
 * The door of an embedded console: who may greet it, and when a port is handed out. Reads one kind of message from one window and answers to
 * one exact origin. What it protects: a portal that nobody trusts can show the console, but learns nothing and moves nothing in it.
 */
import { EMBED_METHODS, readHello } from '../../embed/check.ts';
import { type ConsoleMessage, EMBED_VERSION } from '../../embed/wire.ts';

/** A message as the window hears it. */
export interface Heard {
  readonly origin: string;
  readonly source: unknown;
  readonly data: unknown;
  readonly ports: readonly unknown[];
}

/** What a reader says of a portal they do not know. */
export type Consent = 'once' | 'always' | 'never';

/** What the door needs of the page. */
export interface GateHost {
  /** The window that frames us; nobody else is heard. */
  readonly parent: unknown;
  /** Our own origin: its pages can read what we hold anyway. */
  readonly ownOrigin: string;
  /** The origin our address names; then no other is heard. */
  readonly declared: string | undefined;
  /** Origins the operator lets in, and those the reader remembered. */
  isTrusted(origin: string): boolean;
  /** Asks the reader; `always` is remembered by the host. */
  ask(origin: string): Promise<Consent>;
  /** Says something to the window that frames us, at this origin only; `withPort` makes the channel whose other end goes along. */
  tell(message: ConsoleMessage, origin: string): void;
  welcome(message: ConsoleMessage, origin: string): void;
}

/** Why a message was not listened to. */
export type Refusal =
  | 'not-parent'
  | 'null-origin'
  | 'other-origin'
  | 'with-ports'
  | 'not-a-greeting'
  | 'version'
  | 'nonce'
  | 'replayed'
  | 'busy'
  | 'denied';

export interface Gate {
  hear(message: Heard): void;
  /** Lets the next greeting in, after the portal said good-bye. */
  reopen(): void;
  /** How many messages were turned away, by reason. */
  readonly refused: ReadonlyMap<Refusal, number>;
}

/** Greetings one page load may bring; then nobody new is heard. */
const MOST_NONCES = 1000;

/** Makes the door; it is open for one portal at a time. */
export function makeGate(host: GateHost): Gate {
  const refused = new Map<Refusal, number>();
  const used = new Set<string>();
  let state: 'open' | 'asking' | 'taken' = 'open';
  const denied = new Set<string>();
  const refuse = (why: Refusal) => void refused.set(why, (refused.get(why) ?? 0) + 1);

  const letIn = (origin: string, nonce: string) => {
    state = 'taken';
    host.welcome({ type: 'om:welcome', v: EMBED_VERSION, nonce, caps: EMBED_METHODS }, origin);
  };
  const askFor = async (origin: string, nonce: string) => {
    state = 'asking';
    host.tell({ type: 'om:asking', v: EMBED_VERSION, nonce }, origin);
    const answer = await host.ask(origin);
    if (answer !== 'never') return letIn(origin, nonce);
    denied.add(origin);
    state = 'open';
    host.tell({ type: 'om:refused', v: EMBED_VERSION, nonce, code: 'embed/consent' }, origin);
  };

  return {
    refused,
    hear({ origin, source, data, ports }) {
      if (source !== host.parent || source === null) return refuse('not-parent');
      if (origin === 'null' || origin === '') return refuse('null-origin');
      const hello = readHello(data);
      if (hello === undefined) return refuse('not-a-greeting');
      if (ports.length > 0) return refuse('with-ports');
      if (host.declared !== undefined && origin !== host.declared) return refuse('other-origin');
      if (denied.has(origin)) return refuse('denied');
      if (state !== 'open') return refuse('busy');
      if (typeof hello === 'string') {
        refuse(hello === 'embed/version' ? 'version' : 'nonce');
        return host.tell({ type: 'om:refused', v: EMBED_VERSION, nonce: '', code: hello }, origin);
      }
      if (used.has(hello.nonce) || used.size >= MOST_NONCES) return refuse('replayed');
      used.add(hello.nonce);
      if (origin === host.ownOrigin || host.isTrusted(origin)) letIn(origin, hello.nonce);
      else void askFor(origin, hello.nonce);
    },
    reopen() {
      if (state === 'taken') state = 'open';
    },
  };
}
