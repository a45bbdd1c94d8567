/** The frame's page: a slim head, one screen, a slim foot with the worst incident and the way to the full console. Two screens are bare. */
import { ExternalLink } from 'lucide-solid';
import {
  createMemo,
  ErrorBoundary,
  For,
  type JSX,
  lazy,
  Match,
  Show,
  Suspense,
  Switch,
} from 'solid-js';
import { STATUS, type Status } from '../../core/domain/incident.ts';
import { DEFAULT_SESSION } from '../../core/domain/session.ts';
import type { EmbedView } from '../../embed/wire.ts';
import { useEngine } from '../engine.tsx';
import { embed as en } from '../i18n/en/embed.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { useSession } from '../session.ts';
import { leadIncident } from '../views/overview/incidents.ts';
import { viewOf } from '../views/views.ts';
import { EmptyState } from '../widgets/EmptyState.tsx';
import { Host } from '../widgets/Host.tsx';
import { Logo } from '../widgets/Logo.tsx';
import { SeverityMark } from '../widgets/SeverityBadge.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { StatusMark } from '../widgets/StatusMark.tsx';
import { useTerms } from '../widgets/terms.ts';
import { Provenance } from './Provenance.tsx';
import { embedView, isAwaited } from './quiet-session.ts';

const words = { en, ko };
const Board = lazy(() => import('./Board.tsx'));
const EmbedMap = lazy(() => import('./EmbedMap.tsx'));
const EmbedChart = lazy(() => import('./EmbedChart.tsx'));
const ViewFailed = lazy(async () => ({ default: (await import('../Failures.tsx')).ViewFailed }));
const EngineFailed = lazy(async () => ({
  default: (await import('../Failures.tsx')).EngineFailed,
}));
/** No head and no foot: the portal frames them with words of its own. */
const BARE: readonly EmbedView[] = ['fleet-map', 'chart'];
const COUNTED: readonly Status[] = ['crit', 'warn', 'off', 'unk', 'ok'];

/**
 * @param props.filter shows only servers whose name, role or tier contains it
 * @param props.isCurrent whether what the engine shows is of the source that is asked for
 */
export function EmbedShell(props: { filter: string; isCurrent: boolean }) {
  const { t } = useWords(words);
  const engine = useEngine();
  const session = useSession();
  const view = createMemo(() => embedView(session.session()));
  const isBare = () => BARE.includes(view());
  const screen = (): JSX.Element => {
    switch (view()) {
      case 'overview':
        return <Board filter={props.filter} />;
      case 'fleet-map':
        return <EmbedMap filter={props.filter} />;
      case 'chart':
        return <EmbedChart />;
      default: {
        const { component: Screen } = viewOf(view());
        return <Screen />;
      }
    }
  };
  return (
    <div class="embed" data-view={view()} data-mode={engine.clock().mode}>
      <Show when={!isBare()}>
        <Head isCurrent={props.isCurrent} />
      </Show>
      <main class="main embed__main" id="main" tabIndex={-1} aria-label={t(`screen.${view()}`)}>
        <Show when={view()} keyed>
          <ErrorBoundary fallback={(error, reset) => <ViewFailed error={error} onRetry={reset} />}>
            <Suspense fallback={<Skeleton lines={6} />}>
              <Switch fallback={screen()}>
                <Match when={isAwaited(session.session(), engine.error())}>
                  <EmptyState title={t('awaited')}>
                    <p>{t('awaited.text')}</p>
                  </EmptyState>
                </Match>
                <Match
                  when={
                    engine.status() === 'failed' &&
                    (!props.isCurrent || engine.fleet() === undefined)
                  }
                >
                  <EngineFailed />
                </Match>
                <Match when={!props.isCurrent}>
                  <Skeleton lines={6} />
                </Match>
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </Show>
      </main>
      <Show when={!isBare()}>
        <Foot isCurrent={props.isCurrent} />
      </Show>
    </div>
  );
}

// Not a banner: that is the portal's.
/** @param props.isCurrent as above */
function Head(props: { isCurrent: boolean }) {
  const { t, format } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const counts = createMemo(() => {
    const all: Record<Status, number> = { ok: 0, warn: 0, crit: 0, off: 0, unk: 0 };
    for (const code of engine.snapshot()?.status ?? []) all[STATUS[code]]++;
    return all;
  });
  return (
    <section class="embed__head" aria-label={t('board.counts')}>
      <Logo size={20} />
      <h1>{t('board.title')}</h1>
      <Show when={props.isCurrent && engine.fleet()}>
        {(fleet) => (
          <span class="muted embed__note">
            {t('board.servers', { count: fleet().servers.length })}
          </span>
        )}
      </Show>
      <Provenance />
      <Show when={props.isCurrent}>
        <ul class="embed__counts">
          <For each={COUNTED}>
            {(status) => (
              <li data-empty={counts()[status] === 0 ? '' : undefined} data-status={status}>
                <StatusMark status={status} size={12} />
                <span>{terms.status(status)}</span>
                <b class="num">{format.number(counts()[status], 0)}</b>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={props.isCurrent && engine.snapshot()}>
        {(snapshot) => (
          <time
            class="embed__clock num"
            data-live={engine.clock().mode === 'live' ? '' : undefined}
            title={t('board.clock', { time: format.time(snapshot().t, 'full') })}
          >
            {format.time(snapshot().t, 'clock')}
          </time>
        )}
      </Show>
    </section>
  );
}

function Foot(props: { isCurrent: boolean }) {
  const { t } = useWords(words);
  const terms = useTerms();
  const engine = useEngine();
  const session = useSession();
  const lead = createMemo(() => (props.isCurrent ? leadIncident(engine.snapshot()) : undefined));
  const more = () =>
    (engine.snapshot()?.incidents.filter(({ state }) => state === 'open').length ?? 0) - 1;
  /** The same picture without the frame: the link carries the whole state. */
  const full = () => {
    const { source } = session.session();
    // Real data are in this frame only: there the reader connects or opens the file anew.
    const url = new URL(
      source === 'sim'
        ? session.link()
        : session.link({
            ...{ ...DEFAULT_SESSION, view: 'sources' },
            selected: source === 'live' ? 'connect' : 'add',
          }),
    );
    url.search = '';
    url.hash = url.hash.replace(/^#\/(fleet-map|chart)\b/, '#/overview');
    return url.href;
  };
  /** Said aloud when another incident leads, not as its duration grows. */
  const said = createMemo(() => {
    const incident = lead();
    if (incident) return `${terms.rule(incident.rule)}: ${incident.server}`;
    return props.isCurrent ? t('board.calm') : '';
  });
  const sentence = (incident: NonNullable<ReturnType<typeof lead>>) =>
    t('board.incident', {
      rule: terms.rule(incident.rule),
      metric: terms.metric(incident.metric, 'short'),
      server: '\u0000',
      duration: { n: (engine.snapshot()?.t ?? 0) - incident.openedAt, unit: 'ms' },
    }).split('\u0000');
  return (
    <footer class="embed__foot">
      <p class="visually-hidden" aria-live="polite">
        {said()}
      </p>
      <p class="embed__lead">
        <Show
          when={lead()}
          fallback={<span class="muted">{props.isCurrent ? t('board.calm') : ''}</span>}
        >
          {(incident) => (
            <>
              <SeverityMark severity={incident().severity} size={13} />
              <span class="visually-hidden">{terms.severity(incident().severity)}</span>
              <span class="embed__sentence">
                {sentence(incident())[0]}
                <Host name={incident().server} />
                {sentence(incident())[1]}
              </span>
              <Show when={more() > 0}>
                <span class="muted embed__more">{t('board.more', { count: more() })}</span>
              </Show>
            </>
          )}
        </Show>
      </p>
      <a class="embed__open" href={full()} target="_blank" rel="noopener" title={t('open.long')}>
        {t('open')} <ExternalLink size={13} aria-hidden="true" />
      </a>
    </footer>
  );
}
