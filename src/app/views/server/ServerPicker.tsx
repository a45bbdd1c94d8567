/** Shown when no server, or an unknown one, is chosen: the least healthy of the fleet, one click away. */
import { Server as ServerIcon } from 'lucide-solid';
import { createMemo, For } from 'solid-js';
import type { Fleet } from '../../../core/domain/fleet.ts';
import { STATUS } from '../../../core/domain/incident.ts';
import { useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useTerms } from '../../widgets/terms.ts';
import { useMachineWords } from './machine-words.ts';

const OFFERED = 8;
/** crit, off, unk, warn, ok: the order of the screens. */
const URGENCY: Readonly<Record<(typeof STATUS)[number], number>> = {
  crit: 0,
  off: 1,
  unk: 2,
  warn: 3,
  ok: 4,
};

/** @param props.name the name asked for, `undefined` when none was */
export default function ServerPicker(props: { fleet: Fleet; name: string | undefined }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useMachineWords();
  const offered = createMemo(() => {
    const now = engine.snapshot();
    const rank = (s: number) =>
      1000 * URGENCY[STATUS[now?.status[s] ?? 0]] +
      (Number.isNaN(now?.health[s] ?? NaN) ? 0 : (now?.health[s] ?? 0));
    return [...props.fleet.servers].sort((a, b) => rank(a.index) - rank(b.index)).slice(0, OFFERED);
  });
  return (
    <section class="view server-picker" data-idle="">
      <h1 class="visually-hidden">{t('empty.title')}</h1>
      <EmptyState
        icon={<ServerIcon size={28} />}
        title={
          props.name === undefined ? t('empty.none') : t('empty.unknown', { name: props.name })
        }
      >
        <p>{t(props.name === undefined ? 'empty.noneText' : 'empty.unknownText')}</p>
        <ul class="server-picker__list">
          <For each={offered()}>
            {(server) => (
              <li>
                <a class="chip" href={session.href({ view: 'server', selected: server.name })}>
                  <StatusMark status={engine.statusOf(server)} />
                  <span class="mono">{server.name}</span>
                  <span class="visually-hidden">{terms.status(engine.statusOf(server))}</span>
                  <span class="muted num">
                    {format.number(engine.snapshot()?.health[server.index], 0)}
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
        <a class="button" href={session.href({ view: 'servers', selected: undefined })}>
          {t('empty.all')}
        </a>
      </EmptyState>
    </section>
  );
}
