/** Topology: who calls whom, how well they are, and whom a failure reaches. */
import './topology.css';
import { Network, Target } from 'lucide-solid';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { serverIndex } from '../../core/domain/fleet.ts';
import { useEngine } from '../engine.tsx';
import { topology as en } from '../i18n/en/topology.ts';
import { useWords } from '../i18n/i18n.tsx';
import { topology as ko } from '../i18n/ko/topology.ts';
import { useSession } from '../session.ts';
import { useKeys } from '../shortcuts.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Segmented } from '../widgets/Segmented.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import { blastRadius, incidentOf } from './topology/blast.ts';
import { type GraphNode, makeGraph, pathTo } from './topology/graph.ts';
import { type Cause, MODES, type Mode, makePicture } from './topology/picture.ts';
import { LAYOUTS, type Layout } from './topology/scene.ts';
import { TopologyCanvas } from './topology/TopologyCanvas.tsx';
import { TopologyFind } from './topology/TopologyFind.tsx';
import { TopologyPanel } from './topology/TopologyPanel.tsx';
import { TopologyTrouble } from './topology/TopologyTrouble.tsx';

const words = { en, ko };

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
  const [blastOn, setBlastOn] = createSignal(true);
  const [open, setOpen] = createSignal('');
  const [idle, setIdle] = createSignal(false);

  // A selected server must be on the map: its groups open with it.
  createEffect(
    on([selected, engine.fleet], ([server, fleet]) => {
      if (server && fleet) setOpen(pathTo(fleet, server.index));
    }),
  );
  const graph = createMemo(() => {
    const fleet = engine.fleet();
    return fleet && fleet.servers.length > 0 ? makeGraph(fleet, open()) : undefined;
  });
  const blast = createMemo(() => {
    const [fleet, snapshot, server] = [engine.fleet(), engine.snapshot(), selected()];
    return fleet && snapshot && server && fits(snapshot)
      ? blastRadius(fleet, snapshot, server.index)
      : undefined;
  });
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
  const nameOf = (node: GraphNode): string => {
    if (node.kind === 'users') return t('users');
    if (node.level === 'tier' && node.tier) return terms.tier(node.tier);
    if (node.level === 'part') return t('part', { name: node.label });
    if (node.level === 'row') {
      const [room, row = ''] = node.label.split(' ');
      return t('row', { room, row });
    }
    return node.label;
  };
  const picture = createMemo(() => {
    const [fleet, snapshot, drawn] = [engine.fleet(), engine.snapshot(), graph()];
    if (!fleet || !snapshot || !drawn || !fits(snapshot)) return undefined;
    return makePicture(fleet, drawn, snapshot, {
      mode: mode(),
      focus: selected()?.index,
      blast: blastOn() ? blast() : undefined,
      cause: blastOn() ? cause() : undefined,
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
    if (node?.kind === 'group') setOpen(node.key);
    else select(node?.kind === 'server' ? node.key : undefined);
  };
  useKeys({
    b: () => (selected() ? setBlastOn((now) => !now) : false),
    w: () =>
      selected()
        ? session.go({
            view: 'assistant',
            selected: t('panel.question', { server: selected()?.name ?? '' }),
          })
        : false,
    Escape: () => (selected() ? select(undefined) : false),
  });

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
              aria-pressed={blastOn()}
              onClick={() => setBlastOn((now) => !now)}
            >
              <Target size={14} aria-hidden="true" />
              {t('blast')}
            </button>
            <TopologyFind onFind={select} />
          </div>
          <Show when={open() !== ''}>
            <nav class="topology__path" aria-label={t('group.path')}>
              <button type="button" class="chip" onClick={() => setOpen('')}>
                {t('group.all')}
              </button>
              <For each={open().split('/')}>
                {(part, i) => (
                  <button
                    type="button"
                    class="chip"
                    aria-current={i() === open().split('/').length - 1 ? 'true' : undefined}
                    onClick={() =>
                      setOpen(
                        open()
                          .split('/')
                          .slice(0, i() + 1)
                          .join('/'),
                      )
                    }
                  >
                    {partName(part, i())}
                  </button>
                )}
              </For>
            </nav>
          </Show>
          <Show when={picture()} fallback={<Skeleton lines={6} />}>
            {(shown) => (
              <>
                <TopologyCanvas
                  picture={shown()}
                  layout={layout()}
                  mode={mode()}
                  onPick={pick}
                  onSettled={() => setIdle(true)}
                />
                <Show when={!selected()}>
                  <TopologyTrouble onSelect={select} />
                </Show>
              </>
            )}
          </Show>
        </div>
        <Show when={selected()}>
          {(server) => (
            <Show when={blast()}>
              {(radius) => (
                <TopologyPanel
                  server={server()}
                  blast={radius()}
                  incident={incident()}
                  onSelect={select}
                  onClose={() => select(undefined)}
                />
              )}
            </Show>
          )}
        </Show>
      </Show>
    </div>
  );

  function partName(part: string, depth: number): string {
    const tier =
      depth === 0
        ? engine.fleet()?.servers.find((server) => server.tier === part)?.tier
        : undefined;
    return tier ? terms.tier(tier) : part;
  }
}
