/** The second column's lower half: connections, what runs on the host, facts. Fetched apart: the charts come first. */

import { createMemo } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import { SECOND } from '../../../core/domain/time.ts';
import type { HostReport } from '../../../workers/protocol.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { ConnectionsCard } from './ConnectionsCard.tsx';
import { ExportedHostCard } from './ExportedHostCard.tsx';
import { FactsCard } from './FactsCard.tsx';
import { HostCard } from './HostCard.tsx';
import { useMachineWords } from './machine-words.ts';

/** How often processes and log lines are read again, in the session's time. */
const EVERY = 10 * SECOND;

export default function MachineColumn(props: { fleet: Fleet; server: Server }) {
  const engine = useEngine();
  const { format } = useMachineWords();
  const tick = createMemo(() => Math.floor((engine.snapshot()?.t ?? 0) / EVERY));
  const report = createQuery<HostReport | undefined>((signal) => {
    const { name } = props.server;
    const locale = format.locale();
    if (tick() === 0 || engine.status() !== 'ready') return undefined;
    return engine.call('host', { server: name, locale }, signal);
  });
  return (
    <>
      <ConnectionsCard fleet={props.fleet} server={props.server} />
      <FactsCard server={props.server} report={report()} />
      <HostCard report={report()} />
      <ExportedHostCard host={report()?.exported} />
    </>
  );
}
