/** Alerts and silences of connected Alertmanagers, for the same inbox. */
import { type Accessor, createMemo } from 'solid-js';
import type { RemoteAlert, RemoteSilence } from '../../../core/domain/alertmanager.ts';
import type { ConnectionState } from '../../../core/domain/connection.ts';
import { createQuery, type Engine } from '../../engine.tsx';

/** What one Alertmanager holds. */
export interface RemoteInbox {
  readonly key: string;
  readonly name: string;
  readonly alerts: readonly RemoteAlert[];
  readonly silences: readonly RemoteSilence[];
}

const isWatched = ({ config, newest }: ConnectionState) =>
  config.kind === 'alertmanager' && newest !== undefined;

/** Read again whenever one of them answered anew. Reactive; needs an owner. */
export function createRemotes(engine: Engine): Accessor<readonly RemoteInbox[]> {
  const stamp = createMemo(() =>
    engine
      .connections()
      .filter(isWatched)
      .map(({ config, newest }) => `${config.key} ${newest}`)
      .join(),
  );
  const views = createQuery((signal) =>
    stamp() === ''
      ? Promise.resolve([])
      : Promise.all(
          engine
            .connections()
            .filter(isWatched)
            .map(async ({ config }) => {
              const { alerts, silences } = await engine.call(
                'alertmanager',
                { key: config.key },
                signal,
              );
              return { key: config.key, name: config.name, alerts, silences };
            }),
        ),
  );
  return () => views() ?? [];
}
