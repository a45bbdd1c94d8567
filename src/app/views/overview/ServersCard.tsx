/** The overview's server list: worst health first, filter at hand. */
import { ArrowUpRight, Search } from 'lucide-solid';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { overview as en } from '../../i18n/en/overview.ts';
import { servers as enServers } from '../../i18n/en/servers.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { overview as ko } from '../../i18n/ko/overview.ts';
import { servers as koServers } from '../../i18n/ko/servers.ts';
import { useScope } from '../../scope.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { EmptyState } from '../../widgets/EmptyState.tsx';
import { columnsOf, visibleColumns } from '../servers/columns.ts';
import { createOrder, NO_FILTER, type Sort } from '../servers/order.ts';
import { ServerTable } from '../servers/ServerTable.tsx';

const words = { en: { ...en, ...enServers }, ko: { ...ko, ...koServers } };

/** @param props.onReady told once the visible courses are there */
export function ServersCard(props: { onReady: (ready: boolean) => void }) {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const scope = useScope();
  const [text, setText] = createSignal('');
  const health = () => {
    const fleet = engine.fleet();
    return fleet ? columnsOf(fleet)[1] : undefined;
  };
  const [chosen, setChosen] = createSignal<Sort>();
  const sort = (): Sort =>
    chosen() ?? {
      column: health() ?? {
        id: 'health',
        kind: 'health',
        metrics: [],
        width: 5.1,
        worst: 'ascending',
      },
      direction: 'ascending',
    };
  const order = createOrder(
    engine.fleet,
    engine.snapshot,
    sort,
    () => ({ ...NO_FILTER, text: text(), only: scope.members()?.mask }),
    (server) => `${server.name} ${server.role} ${server.tier}`.toLowerCase(),
  );
  return (
    <Card
      class="servers-card"
      title={t('table.title')}
      note={t('table.note')}
      actions={
        <>
          <span class="field servers-card__filter">
            <Search size={14} aria-hidden="true" />
            <input
              type="search"
              data-filter
              aria-label={t('filter.label')}
              placeholder={t('filter.placeholder')}
              value={text()}
              onInput={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => event.key === 'Escape' && setText('')}
            />
            <kbd class="kbd">/</kbd>
          </span>
          <a
            class="button button--icon"
            data-kind="quiet"
            href={session.href({ view: 'servers', selected: undefined })}
            aria-label={t('table.all')}
          >
            <ArrowUpRight size={16} aria-hidden="true" />
          </a>
        </>
      }
    >
      <Show when={engine.fleet()}>
        {(fleet) => (
          <Show
            when={order().length > 0}
            fallback={<EmptyState title={t('filter.none', { text: text() })} />}
          >
            <ServerTable
              servers={order()}
              columns={visibleColumns(fleet(), undefined)}
              sort={sort()}
              onSort={setChosen}
              onReady={props.onReady}
            />
          </Show>
        )}
      </Show>
    </Card>
  );
}
