/** Server screen: one machine's metrics with what was expected of them, why it is in trouble, and what can be done. */
import './server.css';
import './server/cards.css';
import { createMemo, createSignal, lazy, on, Show, Suspense } from 'solid-js';
import { EdgeError } from '../../core/domain/errors.ts';
import type { Fleet, Server } from '../../core/domain/fleet.ts';
import type { Action } from '../../core/domain/session.ts';
import { createServerAhead } from '../ahead.ts';
import { useEngine, useServer } from '../engine.tsx';
import { useSession } from '../session.ts';
import { ErrorCard } from '../widgets/ErrorCard.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { useTerms } from '../widgets/terms.ts';
import type { ChosenFault } from './server/FaultDialog.tsx';
import { faultsOn } from './server/faults-on.ts';
import { type ServerCommands, ServerHeader } from './server/ServerHeader.tsx';
import { useServerWords } from './server/words.ts';

const CompareBar = lazy(() => import('./server/CompareBar.tsx'));
const ServerPicker = lazy(() => import('./server/ServerPicker.tsx'));
const MetricLanes = lazy(() => import('./server/MetricLanes.tsx'));
const WhyColumn = lazy(() => import('./server/WhyColumn.tsx'));
const MachineColumn = lazy(() => import('./server/MachineColumn.tsx'));
const OutlookCard = lazy(() => import('./server/OutlookCard.tsx'));
const PinnedCard = lazy(() => import('./server/PinnedCard.tsx'));
const FaultDialog = lazy(() => import('./server/FaultDialog.tsx'));
// Wanted at once, side by side: the header stands while the charts and the columns arrive.
void MetricLanes.preload();
void WhyColumn.preload();
void MachineColumn.preload();

/** The screen: a picker without a server, else the server. */
export default function ServerView() {
  const engine = useEngine();
  const session = useSession();
  const { t } = useServerWords();
  /** The only server of a file needs no choosing. */
  const only = () => {
    const servers = engine.fleet()?.servers;
    return servers?.length === 1 ? servers[0].name : undefined;
  };
  const wanted = () => session.session().selected ?? only();
  const server = createMemo(useServer(wanted));
  return (
    <Show
      when={engine.fleet()}
      fallback={
        <section class="view" aria-busy="true">
          <h1 class="visually-hidden">{t('title.none')}</h1>
          <Show
            when={engine.error()}
            fallback={
              <>
                <p class="muted">{t('loading')}</p>
                <Skeleton lines={8} />
              </>
            }
          >
            {(error) => <ErrorCard error={error()} onRetry={() => void engine.reopen()} />}
          </Show>
        </section>
      }
    >
      {(fleet) => (
        <Show when={server()} fallback={<ServerPicker fleet={fleet()} name={wanted()} />}>
          {(found) => <OneServer fleet={fleet()} server={found()} />}
        </Show>
      )}
    </Show>
  );
}

/** A line that says what was just done, and takes it back. */
interface Notice {
  readonly text: string;
  readonly canUndo: boolean;
}

function OneServer(props: { fleet: Fleet; server: Server }) {
  const engine = useEngine();
  const session = useSession();
  const terms = useTerms();
  const { t, format } = useServerWords();
  const [isIdle, setIdle] = createSignal(false);
  const [isComparing, setComparing] = createSignal(false);
  const [against, setAgainst] = createSignal<string>();
  const [isInjecting, setInjecting] = createSignal(false);
  const [notice, setNotice] = createSignal<Notice>();
  const [failure, setFailure] = createSignal<EdgeError>();

  // What was opened for one server does not carry over to the next.
  createMemo(
    on(
      () => props.server.name,
      () => {
        setAgainst(undefined);
        setComparing(false);
        setNotice(undefined);
        setFailure(undefined);
      },
      { defer: true },
    ),
  );

  /** Read once for the lanes and the card. */
  const ahead = createServerAhead(engine, () => props.server.name);
  const alerts = createMemo(() =>
    (engine.snapshot()?.alerts ?? []).filter((alert) => alert.server === props.server.name),
  );
  const incident = createMemo(() =>
    engine
      .snapshot()
      ?.incidents.find(
        ({ state, involved, suspects }) =>
          state === 'open' &&
          (involved.some((party) => party.server === props.server.name) ||
            suspects.at(0)?.server === props.server.name),
      ),
  );
  const lasting = () => {
    const now = engine.snapshot()?.t ?? 0;
    return faultsOn(props.server, session.session().actions).filter(
      ({ start, end }) => start <= now && (end === undefined || end > now),
    );
  };
  const question = () => {
    const { name } = props.server;
    const worst = alerts().find((alert) => alert.state === 'firing');
    const odd = engine
      .snapshot()
      ?.anomalies.find(({ server, end }) => server === name && end === undefined);
    const metric = worst?.metric ?? odd?.metric;
    return metric === undefined || metric === 'up'
      ? t('ask.status', { server: name })
      : t('ask.why', { server: name, metric: terms.metric(metric, 'short') });
  };

  const act = async (action: Action, text: string) => {
    setFailure(undefined);
    try {
      await engine.act(action);
      setNotice({ text, canUndo: true });
    } catch (cause) {
      if (!(cause instanceof EdgeError)) throw cause;
      setNotice(undefined);
      setFailure(cause);
    }
  };
  const undo = async () => {
    await engine.undo();
    setNotice({ text: t('notice.undone'), canUndo: false });
  };
  const now = () => engine.snapshot()?.t ?? 0;
  const commands: ServerCommands = {
    silence(duration) {
      const { name } = props.server;
      const until = format.time(now() + duration, 'minute');
      void act(
        { kind: 'silence', target: name, at: now(), duration },
        t('notice.silenced', { server: name, until }),
      );
    },
    inject: () => setInjecting(true),
    clear: (target) =>
      void act({ kind: 'clear', target, at: now() }, t('notice.cleared', { target })),
    async copyLink() {
      await navigator.clipboard.writeText(session.link({ at: now() }));
      setNotice({ text: t('notice.copied'), canUndo: false });
    },
    toggleCompare() {
      setComparing(!isComparing());
      if (!isComparing()) setAgainst(undefined);
    },
  };
  const inject = ({ fault, target, duration }: ChosenFault) => {
    setInjecting(false);
    void act(
      { kind: 'inject', fault, target, at: now(), duration },
      t('notice.injected', { fault: terms.fault(fault), target }),
    );
  };

  return (
    <section class="view server-view" data-idle={isIdle() ? '' : undefined}>
      <ServerHeader
        fleet={props.fleet}
        server={props.server}
        isSimulated={engine.provenance()?.kind === 'simulated'}
        isComparing={isComparing()}
        faults={lasting()}
        question={question()}
        commands={commands}
      />
      <output class="server-notice" data-shown={notice() !== undefined}>
        <Show when={notice()}>
          {(said) => (
            <>
              {said().text}
              <Show when={said().canUndo}>
                <button type="button" class="button" data-kind="quiet" onClick={() => void undo()}>
                  {t('action.undo')}
                </button>
              </Show>
              <button
                type="button"
                class="button"
                data-kind="quiet"
                onClick={() => setNotice(undefined)}
              >
                {t('action.close')}
              </button>
            </>
          )}
        </Show>
      </output>
      <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
      <Show when={isComparing()}>
        <Suspense>
          <CompareBar
            fleet={props.fleet}
            server={props.server}
            against={against()}
            onChange={setAgainst}
            onClose={commands.toggleCompare}
          />
        </Suspense>
      </Show>
      <div class="server-view__grid">
        <div class="server-view__why">
          <Suspense>
            <WhyColumn
              fleet={props.fleet}
              server={props.server}
              incident={incident()}
              question={question()}
            />
          </Suspense>
        </div>
        <div class="server-view__lanes">
          <Suspense fallback={<Skeleton lines={8} />}>
            <MetricLanes
              fleet={props.fleet}
              server={props.server}
              alerts={alerts()}
              against={against()}
              ahead={ahead()}
              onIdle={setIdle}
            />
          </Suspense>
          <Suspense>
            <OutlookCard server={props.server} ahead={ahead} />
          </Suspense>
          <Suspense>
            <PinnedCard server={props.server} />
          </Suspense>
        </div>
        <div class="server-view__facts">
          <Suspense>
            <MachineColumn fleet={props.fleet} server={props.server} />
          </Suspense>
        </div>
      </div>
      <Show when={isInjecting()}>
        <Suspense>
          <FaultDialog
            server={props.server}
            onClose={() => setInjecting(false)}
            onInject={inject}
          />
        </Suspense>
      </Show>
    </section>
  );
}
