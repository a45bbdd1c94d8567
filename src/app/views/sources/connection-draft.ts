/** What is typed into the form of a connection, as signals; becomes a configuration when it is whole. */
import { createSignal } from 'solid-js';
import {
  AUTHORIZATIONS,
  type Authorization,
  baseAddress,
  CONNECTION_KINDS,
  type ConnectionConfig,
  type ConnectionKind,
  type Credentials,
  kindOf,
} from '../../../core/domain/connection.ts';
import { HOUR, MINUTE, SECOND } from '../../../core/domain/time.ts';

/** Steps and spans of history that are offered. */
export const STEPS = [1, 5, 10, 15, 30, 60, 300].map((seconds) => seconds * SECOND);
export const WINDOWS = [0, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 24 * HOUR];

const DEFAULT_URL: Readonly<Record<ConnectionKind, string>> = {
  prometheus: 'http://localhost:9090',
  alertmanager: 'http://localhost:9093',
  websocket: 'ws://localhost:8765',
};

/** A draft: `of` an existing connection, or a new one. */
export function makeDraft(of?: ConnectionConfig) {
  const [kind, setKindOnly] = createSignal<ConnectionKind>(of?.kind ?? 'prometheus');
  const [url, setUrlOnly] = createSignal(of?.url ?? DEFAULT_URL.prometheus);
  const address = () => baseAddress(kind(), url());
  let isKindChosen = false;
  const [name, setName] = createSignal(of?.name ?? '');
  const [step, setStep] = createSignal(of?.step ?? 15 * SECOND);
  const [span, setSpan] = createSignal(of?.window ?? HOUR);
  const [filter, setFilter] = createSignal(of?.filter ?? '');
  const [authorization, setAuthorization] = createSignal<Authorization>(
    of?.authorization ?? 'none',
  );
  const [user, setUser] = createSignal('');
  const [secret, setSecret] = createSignal('');
  const key = of?.key ?? newKey();

  return {
    kind,
    url,
    /** The base address that is meant by what was typed. */
    address,
    name,
    step,
    span,
    filter,
    authorization,
    user,
    secret,
    /** The kind follows an address that says it, until one is chosen by hand. */
    setUrl(next: string) {
      setUrlOnly(next);
      const told = kindOf(next);
      if (told && !isKindChosen) setKindOnly(told);
    },
    setName,
    setStep,
    setSpan,
    setFilter,
    setUser,
    setSecret,
    setKind(next: string) {
      const known = CONNECTION_KINDS.find((one) => one === next) ?? 'prometheus';
      // An address that was not touched follows the kind.
      if (url() === DEFAULT_URL[kind()]) setUrlOnly(DEFAULT_URL[known]);
      isKindChosen = true;
      setKindOnly(known);
    },
    setAuthorization(next: string) {
      setAuthorization(AUTHORIZATIONS.find((one) => one === next) ?? 'none');
    },
    isUrl: () =>
      (kind() === 'websocket' ? /^wss?:\/\/[^\s/]+/iu : /^https?:\/\/[^\s/]+/iu).test(address()),
    /** Whether anything that can be changed differs from the connection as it is. */
    differsFrom(now: ConnectionConfig): boolean {
      const next = this.config();
      return (['name', 'step', 'window', 'filter', 'authorization'] as const).some(
        (field) => next[field] !== now[field],
      );
    },
    credentials(): Credentials | undefined {
      if (authorization() === 'none' || secret() === '') return undefined;
      return authorization() === 'basic'
        ? { kind: 'basic', user: user(), password: secret() }
        : { kind: 'bearer', token: secret() };
    },
    config(): ConnectionConfig {
      return {
        key,
        kind: kind(),
        name: name().trim(),
        url: address(),
        step: kind() === 'websocket' ? (of?.step ?? SECOND) : step(),
        window: span(),
        mapping: of?.mapping ?? {},
        filter: filter().trim(),
        authorization: authorization(),
      };
    },
  };
}

/** A form's draft. */
export type Draft = ReturnType<typeof makeDraft>;

/** A key no other device has given. */
function newKey(): string {
  const [a, b] = crypto.getRandomValues(new Uint32Array(2));
  return `l-${a.toString(36)}${b.toString(36)}`;
}
