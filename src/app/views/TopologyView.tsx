/** Topology: who calls whom, how well they are, and whom a failure reaches. */
import './topology.css';
import { Network, SlidersHorizontal, Target } from 'lucide-solid';
import { createEffect, createMemo, createSignal, lazy, on, Show, Suspense } from 'solid-js';
import { type Server, serverIndex } from '../../core/domain/fleet.ts';
import { useEngine } from '../engine.tsx';
import { topology as en } from '../i18n/en/topology.ts';
import { useWords } from '../i18n/i18n.tsx';
import { topology as ko } from '../i18n/ko/topology.ts';
import { createImpact } from '../impact.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../shortcuts.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Segmented } from '../widgets/Segmented.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import { MAX_SERVERS_SHOWN } from './topology/aggregate.ts';
import { blastRadius, incidentOf } from './topology/blast.ts';
import { createChoice } from './topology/choice.ts';
import type { GraphNode, GroupLevel } from './topology/graph-node.ts';
import { type Cause, MODES, type Mode, makePicture } from './topology/picture.ts';
import { createPins, fleetKey } from './topology/pins.ts';
import { LAYOUTS, type Layout } from './topology/scene-parts.ts';
import { type MapHandle, TopologyCanvas } from './topology/TopologyCanvas.tsx';
import { TopologyFind } from './topology/TopologyFind.tsx';
import { TopologyTrouble } from './topology/TopologyTrouble.tsx';

const TopologyChoices = lazy(async () => ({
  default: (await import('./topology/TopologyChoices.tsx')).TopologyChoices,
}));
const TopologyImpact = lazy(async () => ({
  default: (await import('./topology/TopologyImpact.tsx')).TopologyImpact,
}));
const TopologyPanel = lazy(async () => ({
  default: (await import('./topology/TopologyPanel.tsx')).TopologyPanel,
}));
const words = { en, ko };
/** Height of the second row of controls, CSS pixels. */
const CHOICES_HEIGHT = 38;

export default function TopologyView() {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const selected = createMemo(() => {
    const [fleet, name] = [engine.fleet(), session.session().selected];
    const column = fleet && name !== undefined ? serverIndex(fleet, name) : -1;
    return column < 0 ? undefined : fleet?.servers[column];
  });
  const [layout, setLayout] = createSignal<Layout>('force');
  const [mode, setMode] = createSignal<Mode>('traffic');
  const [reachOn, setReachOn] = createSignal(true);
  const [choicesOn, setChoicesOn] = createSignal(false);
  const [idle, setIdle] = createSignal(false);
  const pins = createPins(engine, session.session);
  const haystacks = createMemo(() => {
    const made = new Map<number, string>();
    return (server: Server): string => {
      let text = made.get(server.index);
      if (text === undefined) {
        const { name, ip, role, tier, place, os } = server;
        const parts = [name, ip, role, tier, terms.role(role), terms.tier(tier)];
        text = [...parts, place?.site, place?.rack, os].join(' ').toLowerCase();
        made.set(server.index, text);
      }
      return text;
    };
  });
  const fleet = createMemo(() => fleetKey(session.session()));
  const choice = createChoice(engine, selected, fleet, (server) => haystacks()(server));
  const { graph } = choice;
  const showsChoices = () =>
    choicesOn() ||
    choice.total() > MAX_SERVERS_SHOWN ||
    choice.by() !== undefined ||
    choice.shown() < choice.total() ||
    pins.places().size > 0 ||
    pins.canUndo();
  let map: MapHandle | undefined;
  const blast = createMemo(() => {
    const [fleet, snapshot, server] = [engine.fleet(), engine.snapshot(), selected()];
    return fleet && snapshot && server && fits(snapshot)
      ? blastRadius(fleet, snapshot, server.index)
      : undefined;
  });
  const trouble = createImpact(engine);
  /** Of a selected server its own reach is shown, else what the gravest trouble does. */
  const impact = () =>
    reachOn() && !selected() && trouble()?.states.length === choice.total() ? trouble() : undefined;
  const incident = createMemo(() => {
    const [fleet, snapshot, server] = [engine.fleet(), engine.snapshot(), selected()];
    return fleet && snapshot && server ? incidentOf(fleet, snapshot, server.index) : undefined;
  });
  const cause = (): Cause | undefined => {
    const [fleet, about, server] = [engine.fleet(), incident(), selected()];
    const suspect = about?.suspects.at(0);
    if (!fleet || !about || !suspect || suspect.server === server?.name) return undefined;
    const column = serverIndex(fleet, suspect.server);
    const onset =
      about.involved.find((each) => each.server === suspect.server)?.onset ?? about.openedAt;
    const label = t('cause.tag', {
      metric: terms.metric(suspect.metric, 'short'),
      time: { n: onset, unit: 'time' },
    });
    return column < 0 ? undefined : { server: column, label };
  };
  const partName = (level: GroupLevel | undefined, label: string): string => {
    if (label === '–') return t('group.unknown');
    const [first, second = ''] = label.split(' ');
    switch (level) {
      case 'tier':
        return tierName(label);
      case 'role':
        return roleName(label);
      case 'part':
        return t('part', { name: label });
      case 'row':
        return t('row', { room: first, row: second });
      default:
        return label;
    }
  };
  const tierName = (label: string) => {
    const tier = engine.fleet()?.servers.find((server) => server.tier === label)?.tier;
    return tier ? terms.tier(tier) : label;
  };
  const roleName = (label: string) => {
    const role = choice.roles().find((each) => each === label);
    return role ? terms.role(role) : label;
  };
  const nameOf = (node: GraphNode): string =>
    node.kind === 'users'
      ? t('users')
      : node.kind === 'group'
        ? partName(node.level, node.label)
        : node.label;
  /** Name of an open bubble: it is no node any more, so its path has to tell. */
  const pathName = (path: string): string => {
    const last = path.split('/').at(-1) ?? '';
    const by = choice.by();
    if (by === 'tier' || by === 'role') if (!path.includes('/')) return partName(by, last);
    return last === '–' ? t('group.unknown') : last;
  };
  const picture = createMemo(() => {
    const [fleet, snapshot, drawn] = [engine.fleet(), engine.snapshot(), graph()];
    if (!fleet || !snapshot || !drawn || !fits(snapshot)) return undefined;
    return makePicture(fleet, drawn, snapshot, {
      mode: mode(),
      focus: selected()?.index,
      blast: reachOn() ? blast() : undefined,
      impact: impact(),
      cause: reachOn() ? cause() : undefined,
      label: ({ rate, p95 }, incoming) =>
        Number.isNaN(rate)
          ? ''
          : incoming || Number.isNaN(p95)
            ? format.value(rate, '{request}/s')
            : t('edge.out', {
                rate: format.value(rate, '{request}/s'),
                p95: format.value(p95, 's'),
              }),
      name: nameOf,
      note: (rate) => format.value(rate, '{request}/s'),
    });
  });
  /** A snapshot of the fleet before the last change of source has another shape. */
  function fits(snapshot: { readonly status: Uint8Array }): boolean {
    return snapshot.status.length === engine.fleet()?.servers.length;
  }

  const select = (name: string | undefined) => {
    if (name !== session.session().selected) session.go({ selected: name });
  };
  const pick = (node: GraphNode | undefined) => {
    if (node?.kind === 'group') choice.unfold(node.key);
    else select(node?.kind === 'server' ? node.key : undefined);
  };
  useKeys({
    b: () => (selected() || trouble() ? setReachOn((now) => !now) : false),
    p() {
      const key = map?.cursor() ?? selected()?.name;
      return key === undefined ? false : map?.togglePin(key);
    },
    w: () =>
      selected()
        ? session.go({
            view: 'assistant',
            selected: t('question', { server: selected()?.name ?? '' }),
          })
        : false,
    Escape: () => {
      if (selected()) select(undefined);
      else if (choice.open().length > 0) choice.fold();
      else return false;
    },
  });
  // What is arranged anew is not there yet.
  createEffect(on([graph, layout], () => setIdle(false), { defer: true }));

  return (
    <div
      class="topology"
      data-idle={idle() || engine.fleet()?.servers.length === 0 ? '' : undefined}
    >
      <h1 class="visually-hidden">{t('title')}</h1>
      <Show
        when={engine.fleet()?.servers.length !== 0}
        fallback={
          <EmptyState icon={<Network size={28} />} title={t('empty.title')}>
            {t('empty.body')}
          </EmptyState>
        }
      >
        <div class="topology__stage">
          <div class="topology__bar">
            <Segmented
              label={t('bar.layout')}
              options={LAYOUTS.map((value) => ({ value, label: <>{t(`layout.${value}`)}</> }))}
              value={layout()}
              onChange={setLayout}
            />
            <Segmented
              label={t('bar.mode')}
              options={MODES.map((value) => ({ value, label: <>{t(`mode.${value}`)}</> }))}
              value={mode()}
              onChange={setMode}
            />
            <button
              type="button"
              class="chip"
              aria-pressed={reachOn()}
              onClick={() => setReachOn((now) => !now)}
            >
              <Target size={14} aria-hidden="true" />
              {t(!selected() && trouble() ? 'impact' : 'blast')}
            </button>
            <TopologyFind onFind={select} />
            <Show when={choice.total() <= MAX_SERVERS_SHOWN}>
              <button
                type="button"
                class="chip"
                aria-expanded={showsChoices()}
                onClick={() => setChoicesOn((now) => !now)}
              >
                <SlidersHorizontal size={14} aria-hidden="true" />
                {t('filter.show')}
              </button>
            </Show>
          </div>
          <Show when={showsChoices()}>
            <Suspense>
              <TopologyChoices choice={choice} pins={pins} name={pathName} />
            </Suspense>
          </Show>
          <Show when={choice.shown() === 0}>
            <p class="topology__note">{t('filter.nothing')}</p>
          </Show>
          <Show when={picture()} fallback={<Skeleton lines={6} />}>
            {(shown) => (
              <>
                <TopologyCanvas
                  picture={shown()}
                  layout={layout()}
                  mode={mode()}
                  pins={pins}
                  hulls={choice.by() === undefined || choice.by() === 'tier'}
                  over={showsChoices() ? CHOICES_HEIGHT : 0}
                  fresh={`${fleet()}|${choice.by() ?? ''}`}
                  ref={(handle) => {
                    map = handle;
                  }}
                  onPick={pick}
                  onSettled={() => setIdle(true)}
                />
                <Show when={!selected()}>
                  <TopologyTrouble short={impact() !== undefined} onSelect={select}>
                    <Show when={impact()}>
                      {(now) => (
                        <Suspense>
                          <TopologyImpact
                            impact={now()}
                            grouping={choice.by()}
                            onGroup={choice.setBy}
                          />
                        </Suspense>
                      )}
                    </Show>
                  </TopologyTrouble>
                </Show>
              </>
            )}
          </Show>
        </div>
        <Show when={selected()}>
          {(server) => (
            <Show when={blast()}>
              {(radius) => (
                <Suspense>
                  <TopologyPanel
                    server={server()}
                    blast={radius()}
                    incident={incident()}
                    pinned={pins.places().has(server().name)}
                    onPin={() => map?.togglePin(server().name)}
                    onSelect={select}
                    onClose={() => select(undefined)}
                  />
                </Suspense>
              )}
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );
}
