/** Top bar: where the data come from, the instant shown, palette, language, theme. */
import { ChevronsUpDown, Moon, Search, Share2, Sun } from 'lucide-solid';
import { createMemo, createSignal, lazy, Show, Suspense } from 'solid-js';
import { DAY, HOUR } from '../core/domain/time.ts';
import { useEngine } from './engine.tsx';
import { shell as en } from './i18n/en/shell.ts';
import { useReader, useWords } from './i18n/i18n.tsx';
import { shell as ko } from './i18n/ko/shell.ts';
import { Scrubber } from './Scrubber.tsx';
import { useSession } from './session.ts';
import { useSettings } from './settings.ts';
import { shareOf } from './share/share-state.ts';
import { Logo } from './widgets/Logo.tsx';
import { Segmented } from './widgets/Segmented.tsx';

const words = { en, ko };
const LANGUAGES = [
  { value: 'en', label: <span lang="en">EN</span> },
  { value: 'ko', label: <span lang="ko">한</span> },
] as const;

/** @param props.onPalette opens the command palette */
export function TopBar(props: { onPalette: () => void }) {
  const { t } = useWords(words);
  const session = useSession();
  const key = /Mac|iP/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
  return (
    <header class="topbar">
      <div class="topbar__source">
        <a
          class="topbar__logo"
          href={session.href({ view: 'overview', selected: undefined })}
          aria-label={t('app.name')}
        >
          <Logo />
        </a>
        <SourceSwitch />
      </div>
      <div class="topbar__scrub">
        <Scrubber />
      </div>
      <div class="topbar__tools">
        <button
          type="button"
          class="palette-button"
          aria-keyshortcuts="Meta+K Control+K"
          onClick={() => props.onPalette()}
        >
          <Search size={16} aria-hidden="true" />
          <span>{t('tools.search')}</span>
          <kbd class="kbd">{key}</kbd>
        </button>
        <ShareButton />
        <LanguageSwitch />
        <ThemeToggle />
      </div>
    </header>
  );
}

/** Opens the share dialog, which is loaded then. */
function ShareButton() {
  const { t } = useWords(words);
  const share = shareOf(useEngine());
  return (
    <button
      type="button"
      class="button button--icon share-button"
      data-kind="quiet"
      aria-label={t('tools.share')}
      aria-haspopup="dialog"
      onClick={() => share.setOpen(true)}
    >
      <Share2 size={17} aria-hidden="true" />
    </button>
  );
}

/** Loaded with the first press: it reads what this device holds. */
const SourceMenu = lazy(() => import('./SourceMenu.tsx'));

/** Name, kind and age of what is shown; opens the menu of all sources. */
function SourceSwitch() {
  const { t, format } = useWords(words);
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  const close = () => {
    setOpen(false);
    button?.focus();
  };
  const engine = useEngine();
  const session = useSession();
  const kind = () => engine.provenance()?.kind ?? 'simulated';
  const name = () => {
    const provenance = engine.provenance();
    if (!provenance) return t(engine.status() === 'failed' ? 'source.none' : 'source.opening');
    return provenance.kind === 'simulated' ? t('source.simulated') : provenance.name;
  };
  const state = () =>
    engine.status() === 'failed'
      ? 'failed'
      : engine.status() !== 'ready'
        ? 'waiting'
        : kind() === 'file'
          ? 'file'
          : kind() === 'live' && connection()?.status !== 'live'
            ? 'waiting'
            : 'ready';
  /** How the connection shown does; `undefined` for other sources. */
  const connection = () =>
    engine.connections().find(({ config }) => config.key === session.session().file);
  /** How old the newest real sample is; a simulated fleet has no age of its own. */
  const age = () => {
    const provenance = engine.provenance();
    if (!provenance || provenance.kind === 'simulated') return undefined;
    engine.snapshot(); // Ages are told anew with each tick.
    const old = Date.now() - (connection()?.newest ?? provenance.newest);
    return old > 3 * DAY
      ? t('source.until', { time: format.time(provenance.newest, 'date') })
      : old > HOUR / 60
        ? t('source.age', { age: format.duration(old) })
        : undefined;
  };
  const step = createMemo(() => engine.snapshot()?.step ?? session.session().step);
  const facts = () => {
    const fleet = engine.fleet();
    if (!fleet) return '\u00a0';
    const size = t('source.facts', {
      count: fleet.servers.length,
      step: format.duration(step()),
    });
    const old = age();
    return old === undefined ? size : `${size} · ${old}`;
  };
  return (
    <div class="source-switch">
      <button
        ref={button}
        type="button"
        class="source"
        aria-expanded={isOpen()}
        onClick={() => setOpen(!isOpen())}
      >
        <span class="visually-hidden">{t('source.label')}</span>{' '}
        <span class="source__dot" data-state={state()} />
        <span class="source__text">
          <b class="source__name">{name()}</b>{' '}
          <small class="num">
            <Show when={engine.provenance()}>
              <span class="source__kind">{t(`source.kind.${kind()}`)}</span>
            </Show>{' '}
            {facts()}
          </small>
        </span>
        <ChevronsUpDown size={14} aria-hidden="true" />
      </button>
      <Show when={isOpen()}>
        <Suspense>
          <SourceMenu onClose={close} />
        </Suspense>
      </Show>
    </div>
  );
}

/** EN | 한: the link's language gives way to the choice made here. */
export function LanguageSwitch() {
  const { t } = useWords(words);
  const reader = useReader();
  const session = useSession();
  const settings = useSettings();
  return (
    <Segmented
      label={t('tools.language')}
      options={LANGUAGES}
      value={reader.locale()}
      onChange={(locale) => {
        settings.set({ locale });
        session.adjust({ locale: undefined });
      }}
    />
  );
}

/** Switches between light and dark; Settings has the rest. */
export function ThemeToggle() {
  const { t } = useWords(words);
  const session = useSession();
  const store = useSettings();
  const isLight = () => {
    const theme = session.session().theme ?? store.settings.theme;
    if (theme === 'light' || theme === 'dark') return theme === 'light';
    return !matchMedia('(prefers-color-scheme: dark)').matches;
  };
  const toggle = () => {
    const theme = isLight() ? 'dark' : 'light';
    session.adjust({ theme: undefined });
    store.set({ theme });
  };
  return (
    <button
      type="button"
      class="button button--icon"
      data-kind="quiet"
      aria-label={isLight() ? t('tools.toDark') : t('tools.toLight')}
      onClick={toggle}
    >
      <Show when={isLight()} fallback={<Sun size={17} aria-hidden="true" />}>
        <Moon size={17} aria-hidden="true" />
      </Show>
    </button>
  );
}
