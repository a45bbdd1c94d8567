/** The second column's upper half: why this is happening, what is unusual, what costs health, related alerts, detectors' opinions. */

import { Show } from 'solid-js';
import type { Fleet, Server } from '../../../core/domain/fleet.ts';
import type { Incident } from '../../../core/domain/incident.ts';
import { CauseCard } from './CauseCard.tsx';
import { HealthCard } from './HealthCard.tsx';
import { OpinionsCard } from './OpinionsCard.tsx';
import { RelatedAlerts } from './RelatedAlerts.tsx';
import { UnusualCard } from './UnusualCard.tsx';

/**
 * @param props.incident the open incident this server is in
 * @param props.question what "Ask" asks the assistant
 */
export default function WhyColumn(props: {
  fleet: Fleet;
  server: Server;
  incident: Incident | undefined;
  question: string;
}) {
  return (
    <>
      <Show when={props.incident}>
        {(open) => <CauseCard incident={open()} question={props.question} />}
      </Show>
      <UnusualCard fleet={props.fleet} server={props.server} />
      <HealthCard fleet={props.fleet} server={props.server} />
      <RelatedAlerts fleet={props.fleet} server={props.server} incident={props.incident} />
      <OpinionsCard fleet={props.fleet} server={props.server} />
    </>
  );
}
