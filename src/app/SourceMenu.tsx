/** The menu behind the top bar's source: every source of this device side by side, each with how it does; a step away from any screen. */
import './source-menu.css';
import { For, onCleanup, onMount } from 'solid-js';
import { DEFAULT_SESSION } from '../core/domain/session.ts';
import { MINUTE } from '../core/domain/time.ts';
import { createQuery, useEngine } from './engine.tsx';
import { sources as en } from './i18n/en/sources.ts';
import { useWords } from './i18n/i18n.tsx';
import { sources as ko } from './i18n/ko/sources.ts';
import { useSession } from './session.ts';
import { MARK, useConnectionNote } from './views/sources/connection-words.ts';
import { StatusMark } from './widgets/StatusMark.tsx';

const words = { en, ko };

/** @param props.onClose Escape, a choice, or a press elsewhere */
export default function SourceMenu(props: { onClose: () => void }) {
  const engine = useEngine();
  const session = useSession();
  const note = useConnectionNote();
  const { t, format } = useWords(words);
  const files = createQuery((signal) => engine.call('history', {}, signal));
  let menu: HTMLElement | undefined;
  const connections = () =>
    engine.connections().filter(({ config }) => config.kind !== 'alertmanager');
  const isShown = (source: string, key: string | undefined) =>
    session.session().source === source && session.session().file === key;
  const fresh = { from: undefined, at: undefined, actions: [] } as const;

  onMount(() => {
    menu?.querySelector<HTMLElement>('a')?.focus();
    const away = (event: Event) => {
      if (event.target instanceof Node && !menu?.parentElement?.contains(event.target))
        props.onClose();
    };
    document.addEventListener('pointerdown', away);
    onCleanup(() => document.removeEventListener('pointerdown', away));
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...(menu?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = entries.findIndex((entry) => entry.matches(':focus'));
    if (event.key === 'Escape') props.onClose();
    else if (event.key === 'ArrowDown') entries[(at + 1) % entries.length]?.focus();
    else if (event.key === 'ArrowUp') entries.at(at - 1)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <nav
      ref={menu}
      class="source-menu"
      aria-label={t('list')}
      onKeyDown={onKeyDown}
      onClick={(event) =>
        event.target instanceof Element && event.target.closest('a') && props.onClose()
      }
    >
      <a
        href={session.href({
          ...fresh,
          source: 'sim',
          file: undefined,
          step: DEFAULT_SESSION.step,
        })}
        aria-current={isShown('sim', undefined) ? 'true' : undefined}
      >
        <StatusMark status="ok" size={14} />
        <b>{t('sim.title')}</b>
        <small class="num">
          {t('sim.note', {
            count: session.session().size,
            step: format.duration(DEFAULT_SESSION.step),
            seed: String(session.session().seed),
          })}
        </small>
      </a>
      <For each={connections()}>
        {(state) => (
          <a
            href={session.href({
              ...fresh,
              source: 'live',
              file: state.config.key,
              step: state.config.step,
              range: Math.max(15 * MINUTE, state.config.window),
            })}
            aria-current={isShown('live', state.config.key) ? 'true' : undefined}
          >
            <StatusMark status={MARK[state.status]} size={14} />
            <b>{state.config.name || state.config.url}</b>
            <small class="num">{note(state)}</small>
          </a>
        )}
      </For>
      <For each={files()?.sources}>
        {(file) => (
          <a
            href={session.href({
              ...fresh,
              source: 'file',
              file: file.key,
              range: Math.max(MINUTE, file.to - file.from),
            })}
            aria-current={isShown('file', file.key) ? 'true' : undefined}
          >
            <StatusMark status="ok" size={14} />
            <b>{file.name}</b>
            <small class="num">
              {t('file.note', {
                samples: file.samples,
                from: format.time(file.from, 'date'),
                to: format.time(file.to, 'date'),
              })}
            </small>
          </a>
        )}
      </For>
      <a class="source-menu__all" href={session.href({ view: 'sources', selected: undefined })}>
        {t('menu.all')}
      </a>
    </nav>
  );
}
