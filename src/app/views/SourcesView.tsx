/** Sources: where the samples come from; the simulated fleet, real servers, files kept on this device, and adding new ones. */
import './sources.css';
import './sources/connections.css';
import { Bell, FileText, FileUp, Plug, Plus, Sparkles } from 'lucide-solid';
import { createEffect, createMemo, For, type JSX, Match, on, Show, Switch } from 'solid-js';
import type { ConnectionState } from '../../core/domain/connection.ts';
import { EdgeError } from '../../core/domain/errors.ts';
import { type EpochMs, HOUR } from '../../core/domain/time.ts';
import { createQuery, useEngine } from '../engine.tsx';
import { sources as en } from '../i18n/en/sources.ts';
import { useWords } from '../i18n/i18n.tsx';
import { sources as ko } from '../i18n/ko/sources.ts';
import { useSession } from '../session.ts';
import { ErrorCard } from '../widgets/ErrorCard.tsx';
import { StatusBadge } from '../widgets/StatusBadge.tsx';
import { useTerms } from '../widgets/terms.ts';
import { AddPane } from './sources/AddPane.tsx';
import { ConnectionPane } from './sources/ConnectionPane.tsx';
import { ConnectPane } from './sources/ConnectPane.tsx';
import { MARK, useConnectionNote, useConnectionWords } from './sources/connection-words.ts';
import { FilePane } from './sources/FilePane.tsx';
import { importerOf } from './sources/importer.ts';
import { SimulatedPane } from './sources/SimulatedPane.tsx';

const words = { en, ko };

/** `selected` is `sim`, `connect`, `add` or the key of a connection or file; left out: the source in use. */
export default function SourcesView() {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);
  const importer = importerOf(engine);
  const history = createQuery((signal) => {
    importer.state(); // A finished import adds a file.
    return engine.call('history', {}, signal);
  });
  const files = createMemo(() =>
    [...(history()?.sources ?? [])].sort((a, b) => a.name.localeCompare(b.name)),
  );
  const connection = useConnectionWords();
  const connectionNote = useConnectionNote();
  const terms = useTerms();
  const whyOf = ({ status, error }: ConnectionState) =>
    status === 'failing' && error
      ? terms.error(new EdgeError(error.code, error.code, error.detail))
      : undefined;
  const keys = createMemo(() => engine.connections().map(({ config }) => config.key));
  const isKnown = (key: string | undefined) =>
    files().some((item) => item.key === key) || keys().some((one) => one === key);
  const selected = createMemo(() => {
    const { selected: wanted, source, file } = session.session();
    if (wanted === 'sim' || wanted === 'add' || wanted === 'connect' || isKnown(wanted))
      return wanted;
    return source !== 'sim' && isKnown(file) ? file : 'sim';
  });
  const stateOf = (key: string | undefined) =>
    engine.connections().find(({ config }) => config.key === key);
  const file = createMemo(() => files().find((item) => item.key === selected()));
  /** A file of one day tells its hours, a longer one its days. */
  const noteOf = ({ samples, from, to }: { samples: number; from: EpochMs; to: EpochMs }) => {
    const [first, last] = [format.time(from, 'date'), format.time(to, 'date')];
    const clock = to - from < HOUR ? 'clock' : 'minute';
    return first === last
      ? t('file.day', {
          samples,
          date: first,
          from: format.time(from, clock),
          to: format.time(to, clock),
        })
      : t('file.note', { samples, from: first, to: last });
  };
  const isSim = () => session.session().source === 'sim';
  let list: HTMLElement | undefined;
  let detail: HTMLDivElement | undefined;
  /** On a phone the choice lies below the list: it is brought into view. */
  createEffect(
    on(
      () => session.session().selected,
      (wanted) => {
        if (wanted === undefined || !list || !detail) return;
        if (detail.offsetTop >= list.offsetTop + list.offsetHeight)
          detail.scrollIntoView({ block: 'start' });
      },
    ),
  );

  return (
    <div class="view sources" data-idle={history() || history.error() ? '' : undefined}>
      <header class="sources__head">
        <h1>{t('title')}</h1>
        <p class="muted">{t('title.note')}</p>
        <a class="button" data-kind="primary" href={session.href({ selected: 'connect' })}>
          <Plus size={15} aria-hidden="true" />
          {connection.t('add.title')}
        </a>
      </header>
      <div class="sources__grid">
        <nav ref={list} class="sources__list" aria-label={t('list')}>
          <SourceLink
            id="sim"
            selected={selected()}
            icon={<Sparkles size={17} aria-hidden="true" />}
            title={t('sim.title')}
            note={t('sim.note', {
              count: session.session().size,
              step: format.duration(isSim() ? session.session().step : 1000),
              seed: String(session.session().seed),
            })}
            badge={
              <Show when={isSim()}>{<StatusBadge status="ok">{t('badge.used')}</StatusBadge>}</Show>
            }
          />
          <For each={keys()}>
            {(key) => (
              <Show when={stateOf(key)}>
                {(state) => (
                  <SourceLink
                    id={key}
                    selected={selected()}
                    icon={
                      state().config.kind === 'alertmanager' ? (
                        <Bell size={17} aria-hidden="true" />
                      ) : (
                        <Plug size={17} aria-hidden="true" />
                      )
                    }
                    title={state().config.name || state().config.url}
                    note={connectionNote(state())}
                    why={whyOf(state())}
                    badge={
                      <StatusBadge status={MARK[state().status]}>
                        {session.session().file === key && session.session().source === 'live'
                          ? t('badge.used')
                          : connection.t(`status.${state().status}`)}
                      </StatusBadge>
                    }
                  />
                )}
              </Show>
            )}
          </For>
          <For each={files()}>
            {(item) => (
              <SourceLink
                id={item.key}
                selected={selected()}
                icon={<FileText size={17} aria-hidden="true" />}
                title={item.name}
                note={noteOf(item)}
                badge={
                  <Show
                    when={!isSim() && session.session().file === item.key}
                    fallback={
                      <span class="badge">
                        {t(history()?.mode === 'memory' ? 'badge.session' : 'badge.kept')}
                      </span>
                    }
                  >
                    <StatusBadge status="ok">{t('badge.used')}</StatusBadge>
                  </Show>
                }
              />
            )}
          </For>
          <a
            class="sources__add"
            href={session.href({ selected: 'add' })}
            aria-current={selected() === 'add' ? 'true' : undefined}
          >
            <FileUp size={18} aria-hidden="true" />
            <b>{t('drop.title')}</b>
            <span>{t('drop.note')}</span>
          </a>
        </nav>
        <div ref={detail} class="sources__detail">
          <Show when={history.error()}>{(error) => <ErrorCard error={error()} />}</Show>
          <Switch>
            <Match when={selected() === 'add'}>
              <AddPane />
            </Match>
            <Match when={selected() === 'connect'}>
              <ConnectPane />
            </Match>
            <Match when={keys().find((key) => key === selected())} keyed>
              {(key) => (
                <Show when={stateOf(key)}>{(state) => <ConnectionPane state={state()} />}</Show>
              )}
            </Match>
            <Match when={file()} keyed>
              {(item) => <FilePane file={item} />}
            </Match>
            <Match when={true}>
              <SimulatedPane />
            </Match>
          </Switch>
        </div>
      </div>
    </div>
  );
}

/** One entry of the list. */
function SourceLink(props: {
  id: string;
  selected: string | undefined;
  icon: JSX.Element;
  title: string;
  note: string;
  why?: string | undefined;
  badge: JSX.Element;
}) {
  const session = useSession();
  return (
    <a
      class="source-link"
      href={session.href({ selected: props.id })}
      aria-current={props.selected === props.id ? 'true' : undefined}
    >
      <span class="source-link__icon">{props.icon}</span>
      <span class="source-link__text">
        <span class="source-link__top">
          <b>{props.title}</b>
          {props.badge}
        </span>
        <span class="source-link__note num">{props.note}</span>
        <Show when={props.why}>
          <span class="source-link__why">{props.why}</span>
        </Show>
      </span>
    </a>
  );
}
