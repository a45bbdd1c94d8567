/** Ways to the other screens: rail on wide screens, tab bar and More sheet on phones. */
import { Menu } from 'lucide-solid';
import { createMemo, createSignal, For, lazy, Show, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { useEngine } from './engine.tsx';
import { heardAlerts } from './heard-alerts.ts';
import { shell as en } from './i18n/en/shell.ts';
import { useWords } from './i18n/i18n.tsx';
import { shell as ko } from './i18n/ko/shell.ts';
import { NAV_ICONS } from './nav-icons.ts';
import { useSession } from './session.ts';
import { LanguageSwitch, ThemeToggle } from './TopBar.tsx';
import { VIEWS, type View } from './views/views.ts';
import { Logo } from './widgets/Logo.tsx';
import { Modal } from './widgets/Modal.tsx';

const words = { en, ko };
/** Apart from the first paint: it has nothing to say before the service worker is there. */
const OfflineBadge = lazy(async () => ({
  default: (await import('./OfflineStatus.tsx')).OfflineBadge,
}));
const TABS: readonly string[] = ['overview', 'topology', 'alerts', 'assistant'];
const TAB_VIEWS = VIEWS.filter((view) => TABS.includes(view.id));
const MORE_VIEWS = VIEWS.filter((view) => !TABS.includes(view.id) && view.id !== 'server');

/** Rail at the left; hidden on phones. */
export function NavRail() {
  const { t } = useWords(words);
  const session = useSession();
  return (
    <nav class="rail" aria-label={t('nav.label')}>
      <a
        class="rail__logo"
        href={session.href({ view: 'overview', selected: undefined })}
        aria-label={t('app.name')}
      >
        <Logo />
      </a>
      <For each={VIEWS.filter((view) => view.rail === 'top')}>
        {(view) => <NavItem view={view} />}
      </For>
      <span class="rail__space" />
      <Suspense>
        <OfflineBadge />
      </Suspense>
      <For each={VIEWS.filter((view) => view.rail === 'bottom')}>
        {(view) => <NavItem view={view} />}
      </For>
    </nav>
  );
}

/** Five items at the bottom of a phone; the last opens the rest. */
export function TabBar() {
  const { t } = useWords(words);
  const session = useSession();
  const [open, setOpen] = createSignal(false);
  const isElsewhere = () => !TABS.includes(session.session().view);
  return (
    <nav class="tabbar" aria-label={t('nav.label')}>
      <For each={TAB_VIEWS}>{(view) => <NavItem view={view} />}</For>
      <button
        type="button"
        class="nav-item"
        aria-haspopup="dialog"
        aria-current={isElsewhere() ? 'page' : undefined}
        onClick={() => setOpen(true)}
      >
        <span class="nav-item__icon">
          <Menu size={19} aria-hidden="true" />
        </span>
        <span>{t('nav.more')}</span>
      </button>
      <Modal
        open={open()}
        onClose={() => setOpen(false)}
        label={t('nav.moreLabel')}
        class="more-sheet"
      >
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: closes the sheet after a link inside was followed, which keys do by clicking it. */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: same. */}
        <div
          class="more"
          onClick={(event) =>
            event.target instanceof Element && event.target.closest('a') && setOpen(false)
          }
        >
          <div class="more__screens">
            <For each={MORE_VIEWS}>{(view) => <NavItem view={view} />}</For>
          </div>
          <div class="more__row">
            <Suspense>
              <OfflineBadge />
            </Suspense>
            <LanguageSwitch />
            <ThemeToggle />
          </div>
        </div>
      </Modal>
    </nav>
  );
}

function NavItem(props: { view: View }) {
  const { t, format } = useWords(words);
  const session = useSession();
  const engine = useEngine();
  /** A server's page belongs to the servers. */
  const isCurrent = () => {
    const { view } = session.session();
    return view === props.view.id || (view === 'server' && props.view.id === 'servers');
  };
  const heard = createMemo(() =>
    heardAlerts(props.view.id === 'alerts' ? (engine.snapshot()?.alerts ?? []) : []),
  );
  const firing = () => heard().critical + heard().warning + heard().absent;
  const count = () => firing() + heard().noData;
  return (
    <a
      class="nav-item"
      href={session.href({ view: props.view.id, selected: undefined })}
      aria-current={isCurrent() ? 'page' : undefined}
    >
      <span class="nav-item__icon">
        <Dynamic component={NAV_ICONS[props.view.id]} size={19} aria-hidden="true" />
        <Show when={count() > 0}>
          <span
            class="nav-item__badge num"
            data-state={firing() === 0 ? 'no-data' : undefined}
            aria-hidden="true"
          >
            {count() > 99 ? '99+' : format.number(count(), 0)}
          </span>
        </Show>
      </span>
      <span>{t(`view.${props.view.id}`)}</span>
      <Show when={firing() > 0}>
        {' '}
        <span class="visually-hidden">{t('nav.alertCount', { count: firing() })}</span>
      </Show>
      <Show when={heard().noData > 0}>
        {' '}
        <span class="visually-hidden">{t('nav.noDataCount', { count: heard().noData })}</span>
      </Show>
    </a>
  );
}
