/** The embedded page's end of the talk with its portal: greets, asks the reader where it must, and speaks over one port. */
import { type Accessor, createSignal, onCleanup } from 'solid-js';
import type { Command } from '../../embed/check.ts';
import { type ConsoleMessage, EMBED_VERSION, type EmbedEvents } from '../../embed/wire.ts';
import { type Consent, makeGate } from './gate.ts';
import { type Guard, guardPort } from './guard.ts';
import type { EmbedRequest } from './request.ts';
import { isTrusted, trust } from './trust.ts';

/** The talk, as the screen sees it. */
export interface PortalConnection {
  /** The origin the reader is asked about; `undefined` when nobody waits. */
  readonly asking: Accessor<string | undefined>;
  readonly isConnected: Accessor<boolean>;
  /** Origin of the portal that was let in last. */
  readonly portal: Accessor<string | undefined>;
  answer(consent: Consent): void;
  emit<E extends keyof EmbedEvents>(event: E, params: EmbedEvents[E]): void;
}

/**
 * Opens the door for the window that frames this page.
 * @param run carries out a checked command
 * @param onLeave the portal has gone
 */
export function createConnection(
  request: EmbedRequest,
  run: (command: Command, signal: AbortSignal) => unknown,
  onLeave: () => void,
): PortalConnection {
  const parent: Window = window.parent;
  const [asking, setAsking] = createSignal<string>();
  const [guard, setGuard] = createSignal<Guard>();
  const [portal, setPortal] = createSignal<string>();
  let decide: (consent: Consent) => void = () => undefined;

  const gate = makeGate({
    parent: parent === window ? undefined : parent,
    ownOrigin: location.origin,
    declared: request.origin,
    isTrusted,
    ask: (origin) =>
      new Promise((resolve) => {
        decide = resolve;
        setAsking(origin);
      }),
    tell: (message, origin) => parent.postMessage(message, { targetOrigin: origin }),
    welcome(message, origin) {
      const { port1, port2 } = new MessageChannel();
      setPortal(origin);
      setGuard(
        guardPort(port1, {
          run,
          now: () => performance.now(),
          closed(why) {
            setGuard(undefined);
            onLeave();
            // Who made ten mistakes is not let in again.
            if (why === 'bye') gate.reopen();
          },
        }),
      );
      parent.postMessage(message, { targetOrigin: origin, transfer: [port2] });
    },
  });
  const hear = (event: MessageEvent) => gate.hear(event);
  addEventListener('message', hear);
  if (request.origin !== undefined && parent !== window) {
    const ready: ConsoleMessage = { type: 'om:ready', v: EMBED_VERSION };
    // Another page than the address says would not get it.
    parent.postMessage(ready, { targetOrigin: request.origin });
  }
  onCleanup(() => {
    removeEventListener('message', hear);
    guard()?.close();
  });

  return {
    asking,
    isConnected: () => guard() !== undefined,
    portal,
    answer(consent) {
      const origin = asking();
      setAsking(undefined);
      if (consent === 'always' && origin !== undefined) trust(origin);
      decide(consent);
    },
    emit: (event, params) => guard()?.emit(event, params),
  };
}
