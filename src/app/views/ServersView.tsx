/** All servers: filter by text, status and tier, sort by any column, choose columns; 10,000 rows scroll as easily as 20. */
import './servers.css';
import { Columns3, Search, X } from 'lucide-solid';
import { batch, createMemo, createSignal, For, lazy, onCleanup, Show, Suspense } from 'solid-js';
import { TIERS } from '../../core/domain/fleet.ts';
import { STATUS, type Status } from '../../core/domain/incident.ts';
import { useEngine } from '../engine.tsx';
import { servers as en } from '../i18n/en/servers.ts';
import { useWords } from '../i18n/i18n.tsx';
import { servers as ko } from '../i18n/ko/servers.ts';
import { createKept } from '../kept.ts';
import { useScope } from '../scope.ts';
import { useSession } from '../session.ts';
import { Card } from '../widgets/Card.tsx';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Export } from '../widgets/Export.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { StatusMark } from '../widgets/StatusMark.tsx';
import { useTerms } from '../widgets/terms.ts';
import { type Column, columnsOf, visibleColumns } from './servers/columns.ts';
import { readComparison, toggled, writeComparison } from './servers/comparison.ts';
import { listOf } from './servers/export.ts';
import { type ListChoice, readList, writeList } from './servers/list-link.ts';
import { createOrder, type Filter, NO_FILTER, type Sort } from './servers/order.ts';
import { isColumnKey, ServerTable } from './servers/ServerTable.tsx';

/** For those who ask for them. */
const ComparePanel = lazy(() => import('./servers/ComparePanel.tsx'));
const ScopeChip = lazy(() => import('./overview/ScopeChip.tsx'));
const words = { en, ko };
const STATUS_ORDER: readonly Status[] = ['crit', 'off', 'unk', 'warn', 'ok'];
/** A pause in typing: then the link says what was typed. */
const TYPING_MS = 400;
/** Column the list starts with. */
const FIRST_SORT = 'health';

/** The full list. */
export default function ServersView() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  /** What is filtered and sorted by lives in the link; a memo, for the session changes with every selection. */
  const choice = createMemo(() => readList(session.session().list), undefined, {
    equals: (a, b) => writeList(a) === writeList(b),
  });
  /** What is being typed, until it is in the link: browsers refuse to be told of every key. */
  const [typed, setTyped] = createSignal<string>();
  let writing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(writing));
  const filter = createMemo((): Filter => {
    const { filter: kept } = choice();
    const text = typed();
    return text === undefined ? kept : { ...kept, text };
  });
  const choose = (part: Partial<ListChoice>) =>
    session.adjust({ list: writeList({ ...choice(), filter: filter(), ...part }) });
  const setFilter = (next: Filter) => {
    clearTimeout(writing);
    batch(() => {
      choose({ filter: next });
      setTyped(undefined);
    });
  };
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(writing);
    writing = setTimeout(() => change({ text }), TYPING_MS);
  };
  const scope = useScope();
  /** Ids of the columns chosen on this device; `null`: those a fleet starts with. */
  const kept = createKept<readonly string[] | null>(engine, 'servers.columns', null, (raw) =>
    Array.isArray(raw) ? raw.filter((id) => typeof id === 'string') : null,
  );
  const chosen = () => kept.value() ?? undefined;
  const setChosen = (ids: readonly string[] | undefined) => kept.update(() => ids ?? null);
  const comparison = createMemo(() => readComparison(session.session().compare));
  const [isReady, setReady] = createSignal(false);
  const isOpen = () => engine.fleet() !== undefined && engine.snapshot() !== undefined;
  const columns = createMemo((): readonly Column[] => {
    const fleet = engine.fleet();
    return fleet ? visibleColumns(fleet, chosen()) : [];
  });
  const sort = createMemo((): Sort => {
    const { sort: wanted, isFlipped } = choice();
    // A column that is no longer shown, or that this fleet has not, sorts nothing.
    const known = columns().find((item) => item.id === wanted);
    const column = known ?? columns().find((item) => item.id === FIRST_SORT) ?? columns()[0];
    const worst = column?.worst ?? 'ascending';
    const other = worst === 'ascending' ? 'descending' : 'ascending';
    return { column, direction: known && isFlipped ? other : worst };
  });
  const setSorted = ({ column, direction }: Sort) =>
    choose({ sort: column.id, isFlipped: direction !== column.worst });
  const narrowed = () => ({ ...filter(), only: scope.members()?.mask });
  const order = createOrder(engine.fleet, engine.snapshot, sort, narrowed, (server) =>
    `${server.name} ${server.ip} ${server.role} ${server.tier} ${terms.role(server.role)} ${terms.tier(server.tier)} ${server.place?.site ?? ''} ${server.place?.rack ?? ''} ${server.os}`.toLowerCase(),
  );
  const counts = createMemo(() => {
    const all = { ok: 0, warn: 0, crit: 0, off: 0, unk: 0 };
    for (const code of engine.snapshot()?.status ?? []) all[STATUS[code]]++;
    return all;
  });
  const total = () => engine.fleet()?.servers.length ?? 0;
  const tiers = createMemo(() => {
    const present = new Set(engine.fleet()?.servers.map((server) => server.tier));
    return TIERS.filter((tier) => present.has(tier));
  });
  const change = (part: Partial<Filter>) => setFilter({ ...filter(), ...part });
  const toggleColumn = (id: string, shown: boolean) => {
    const now = columns().map((column) => column.id);
    setChosen(shown ? [...now, id] : now.filter((item) => item !== id));
  };
  const exported = () => {
    const fleet = engine.fleet();
    const now = engine.snapshot();
    return fleet && now ? listOf(fleet, now, order(), columns()) : { head: [], rows: [] };
  };
  const label = (column: Column) => {
    const key = `column.${column.id}`;
    return isColumnKey(key) ? t(key) : terms.metric(column.id, 'short');
  };

  return (
    <div
      class="view servers-view"
      data-idle={isOpen() && (isReady() || order().length === 0) ? '' : undefined}
    >
      <h1 class="visually-hidden">{t('title')}</h1>
      <Show
        when={isOpen()}
        fallback={
          <div class="card">
            <Skeleton lines={14} />
          </div>
        }
      >
        <Show when={session.session().scope}>
          <Suspense>
            <ScopeChip />
          </Suspense>
        </Show>
        <Card
          class="servers-view__card"
          title={t('title')}
          note={
            <span class="num">
              {t('filter.count', {
                shown: format.number(order().length, 0),
                total: format.number(total(), 0),
              })}
            </span>
          }
          actions={
            <>
              <span class="field servers-view__filter">
                <Search size={14} aria-hidden="true" />
                <input
                  type="search"
                  data-filter
                  aria-label={t('filter.label')}
                  placeholder={t('filter.placeholder')}
                  value={filter().text}
                  onInput={(event) => type(event.currentTarget.value)}
                  onKeyDown={(event) => event.key === 'Escape' && change({ text: '' })}
                />
                <kbd class="kbd">/</kbd>
              </span>
              <Export name="servers" what={t('title')} table={exported} />
              <details class="columns-menu">
                <summary class="button button--icon" aria-label={t('columns.button')}>
                  <Columns3 size={16} aria-hidden="true" />
                </summary>
                <fieldset class="columns-menu__list">
                  <legend>{t('columns.title')}</legend>
                  <For each={engine.fleet() ? columnsOf(engine.fleet() ?? NEVER).slice(1) : []}>
                    {(column) => (
                      <label>
                        <input
                          type="checkbox"
                          checked={columns().some((item) => item.id === column.id)}
                          onChange={(event) => toggleColumn(column.id, event.currentTarget.checked)}
                        />
                        {label(column)}
                      </label>
                    )}
                  </For>
                  <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    onClick={() => setChosen(undefined)}
                  >
                    {t('columns.reset')}
                  </button>
                </fieldset>
              </details>
            </>
          }
        >
          <div class="servers-view__chips">
            <fieldset aria-label={t('filter.status')}>
              <button
                type="button"
                class="chip"
                aria-pressed={filter().status === 'trouble'}
                onClick={() =>
                  change({ status: filter().status === 'trouble' ? undefined : 'trouble' })
                }
              >
                {t('filter.trouble')} <b class="num">{format.number(total() - counts().ok, 0)}</b>
              </button>
              <For each={STATUS_ORDER}>
                {(status) => (
                  <button
                    type="button"
                    class="chip"
                    aria-pressed={filter().status === status}
                    onClick={() =>
                      change({ status: filter().status === status ? undefined : status })
                    }
                  >
                    <StatusMark status={status} size={13} />
                    {terms.status(status)} <b class="num">{format.number(counts()[status], 0)}</b>
                  </button>
                )}
              </For>
            </fieldset>
            <Show when={tiers().length > 1}>
              <select
                class="select"
                aria-label={t('filter.tier')}
                onChange={(event) => change({ tier: event.currentTarget.value || undefined })}
              >
                <option value="">{`${t('filter.tier')}: ${t('filter.all')}`}</option>
                <For each={tiers()}>
                  {(tier) => (
                    <option value={tier} selected={filter().tier === tier}>
                      {terms.tier(tier)}
                    </option>
                  )}
                </For>
              </select>
            </Show>
            <Show when={filter() !== NO_FILTER && order().length < total()}>
              <button
                type="button"
                class="button"
                data-kind="quiet"
                onClick={() => setFilter(NO_FILTER)}
              >
                <X size={14} aria-hidden="true" />
                {t('filter.clear')}
              </button>
            </Show>
          </div>
          <Show
            when={order().length > 0}
            fallback={<EmptyState title={t('filter.none', { text: filter().text || '–' })} />}
          >
            <ServerTable
              servers={order()}
              columns={columns()}
              sort={sort()}
              onSort={setSorted}
              onReady={setReady}
              marked={comparison().names}
              onMark={(name) =>
                session.adjust({ compare: writeComparison(toggled(comparison(), name)) })
              }
            />
          </Show>
        </Card>
        <Show when={comparison().names.length > 0}>
          <Suspense>
            <ComparePanel
              comparison={comparison()}
              onChange={(next) => session.adjust({ compare: writeComparison(next) })}
            />
          </Suspense>
        </Show>
      </Show>
    </div>
  );
}

const NEVER = { metrics: [], servers: [], links: [], racks: [] };
