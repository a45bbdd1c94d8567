/** Whom a server is called by, whom it calls, and what moves beside requests; with the traffic of now. */
import { createMemo, For, Show } from 'solid-js';
import type { Fleet, Link, Server } from '../../../core/domain/fleet.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useMachineWords } from './machine-words.ts';

const MOST = 8;

/** One line: the server at the other end of a link. */
interface Neighbour {
  readonly link: Link;
  readonly server: Server;
}

export function ConnectionsCard(props: { fleet: Fleet; server: Server }) {
  const { t } = useMachineWords();
  const neighbours = (end: 'from' | 'to', isCall: boolean): readonly Neighbour[] => {
    const own = end === 'from' ? 'to' : 'from';
    return props.fleet.links
      .filter((link) => link[own] === props.server.index && (link.kind === 'call') === isCall)
      .map((link) => ({ link, server: props.fleet.servers[link[end]] }));
  };
  const callers = createMemo(() => neighbours('from', true));
  const callees = createMemo(() => neighbours('to', true));
  const besides = createMemo(() => [...neighbours('to', false), ...neighbours('from', false)]);

  return (
    <Show when={callers().length + callees().length + besides().length > 0}>
      <Card class="connections" title={t('links.title')}>
        <Neighbours title={t('links.callers')} list={callers()} self={props.server} />
        <Neighbours title={t('links.callees')} list={callees()} self={props.server} />
        <Neighbours title={t('links.besides')} list={besides()} self={props.server} />
      </Card>
    </Show>
  );
}

function Neighbours(props: { title: string; list: readonly Neighbour[]; self: Server }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useMachineWords();
  /** Requests/s over a call link: what its caller serves, times its fan-out. */
  const traffic = ({ link, server }: Neighbour) => {
    const caller = link.to === props.self.index ? server : props.self;
    return engine.value('request_rate', caller) * link.fanOut;
  };
  const callee = ({ link, server }: Neighbour) =>
    link.to === props.self.index ? props.self : server;
  const relation = ({ link }: Neighbour) => {
    const end = link.from === props.self.index ? 'To' : 'From';
    return link.kind === 'call' ? '' : t(`links.${link.kind}${end}`);
  };

  return (
    <Show when={props.list.length > 0}>
      <section class="connections__group" aria-label={props.title}>
        <h3>{props.title}</h3>
        <ul>
          <For each={props.list.slice(0, MOST)}>
            {(neighbour) => (
              <li>
                <StatusMark status={engine.statusOf(neighbour.server)} size={13} />
                <a
                  class="mono"
                  href={session.href({ view: 'server', selected: neighbour.server.name })}
                  title={terms.role(neighbour.server.role)}
                >
                  {neighbour.server.name}
                </a>
                <span class="visually-hidden">
                  {terms.status(engine.statusOf(neighbour.server))}
                </span>
                <Show
                  when={neighbour.link.kind === 'call'}
                  fallback={<span class="muted">{relation(neighbour)}</span>}
                >
                  <span class="num">{format.value(traffic(neighbour), '{request}/s')}</span>
                  <span class="muted num">
                    {format.value(engine.value('latency_p95', callee(neighbour)), 's')}
                  </span>
                </Show>
              </li>
            )}
          </For>
          <Show when={props.list.length > MOST}>
            <li class="muted">{t('links.more', { n: props.list.length - MOST })}</li>
          </Show>
        </ul>
      </section>
    </Show>
  );
}
