/** Settings screen: how this device shows the app, what it stores, the simulated fleet, keys, and what the app is. */
import './settings.css';
import {
  Activity,
  Archive,
  Bell,
  CodeXml,
  Database,
  Info,
  Keyboard,
  Languages,
  Palette,
  Server,
  UserRound,
} from 'lucide-solid';
import { createSignal, createUniqueId, For, lazy, Show, Suspense } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { createQuery } from '../engine.tsx';
import { useSession } from '../session.ts';
import { useSettings } from '../settings.ts';
import { Card } from '../widgets/Card.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { AppearanceCard } from './settings/AppearanceCard.tsx';
import { DetectionCard } from './settings/DetectionCard.tsx';
import { FleetCard } from './settings/FleetCard.tsx';
import { KeyboardCard } from './settings/KeyboardCard.tsx';
import { LanguageCard } from './settings/LanguageCard.tsx';
import { Setting } from './settings/Setting.tsx';
import { StorageCard } from './settings/StorageCard.tsx';
import { useSettingsWords } from './settings/words.ts';
import { APP_LICENCE, APP_VERSION, readStoredRelease } from './status/device.ts';

const SECTIONS = [
  { id: 'appearance', icon: Palette, title: 'appearance.title', card: AppearanceCard },
  { id: 'language', icon: Languages, title: 'language.title', card: LanguageCard },
  { id: 'detection', icon: Activity, title: 'detection.title', card: DetectionCard },
  { id: 'notifications', icon: Bell, title: 'notifications.title', card: NotificationsSection },
  { id: 'embed', icon: CodeXml, title: 'embed.title', card: EmbedSection },
  { id: 'people', icon: UserRound, title: 'people.title', card: AuthorCard },
  { id: 'storage', icon: Database, title: 'storage.title', card: StorageCard },
  { id: 'backup', icon: Archive, title: 'backup.title', card: BackupSection },
  { id: 'about', icon: Info, title: 'about.title', card: AboutCard },
  { id: 'fleet', icon: Server, title: 'fleet.title', card: FleetCard },
  { id: 'keyboard', icon: Keyboard, title: 'keyboard.title', card: KeyboardCard },
] as const;
/** Apart: needed rarely. */
const BackupCard = lazy(() => import('./settings/BackupCard.tsx'));
/** Apart: routes, forms and the delivery log are a screen of their own. */
const NotificationsCard = lazy(async () => ({
  default: (await import('./settings/NotificationsCard.tsx')).NotificationsCard,
}));
/** Apart: with the code comes the addresses' language. */
const EmbedCard = lazy(async () => ({
  default: (await import('./settings/EmbedCard.tsx')).EmbedCard,
}));
/** Cards of the second column on wide screens. */
const SECOND: ReadonlySet<string> = new Set([
  'detection',
  'notifications',
  'embed',
  'fleet',
  'keyboard',
]);

/** The screen. */
export default function SettingsView() {
  const { kept } = useSettings();
  const { t } = useSettingsWords();
  const [current, setCurrent] = createSignal('appearance');
  let root!: HTMLElement;

  const show = (id: string) => {
    setCurrent(id);
    const section = root.querySelector<HTMLElement>(`[data-section="${id}"]`);
    // Only the screen scrolls: scrollIntoView would move the fixed shell as well.
    const scroller = root.closest('main');
    if (!section || !scroller) return;
    scroller.scrollTop +=
      section.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    section.focus({ preventScroll: true });
  };
  const column = (isSecond: boolean) => SECTIONS.filter(({ id }) => SECOND.has(id) === isSecond);

  return (
    <section class="view settings-view" data-idle="" ref={root}>
      <header class="settings-view__head">
        <h1>{t('title')}</h1>
        <p class="muted">{t(kept ? 'kept' : 'notKept')}</p>
      </header>
      <div class="settings-view__grid">
        <nav aria-label={t('nav.label')}>
          <For each={SECTIONS}>
            {(section) => (
              <button
                type="button"
                aria-current={current() === section.id ? 'true' : undefined}
                onClick={() => show(section.id)}
              >
                <Dynamic component={section.icon} size={16} />
                {t(section.title)}
              </button>
            )}
          </For>
        </nav>
        <For each={[false, true]}>
          {(isSecond) => (
            <div class="settings-view__column">
              <For each={column(isSecond)}>
                {(section) => (
                  <div
                    class="settings-view__section"
                    data-section={section.id}
                    tabindex={-1}
                    onFocusIn={() => setCurrent(section.id)}
                  >
                    <Dynamic component={section.card} />
                  </div>
                )}
              </For>
            </div>
          )}
        </For>
      </div>
    </section>
  );
}

function BackupSection() {
  return (
    <Suspense fallback={<Skeleton lines={4} />}>
      <BackupCard />
    </Suspense>
  );
}

function EmbedSection() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <EmbedCard />
    </Suspense>
  );
}

function NotificationsSection() {
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <NotificationsCard />
    </Suspense>
  );
}

/** The name written on acknowledgements and silences. */
function AuthorCard() {
  const id = createUniqueId();
  const { settings, set } = useSettings();
  const { t } = useSettingsWords();
  return (
    <Card title={t('people.title')}>
      <div class="card__body">
        <Setting label={t('author.label')} hint={t('author.hint')} for={id}>
          <input
            id={id}
            class="field"
            autocomplete="name"
            maxlength={60}
            placeholder={t('author.placeholder')}
            value={settings.author}
            onChange={(event) => set({ author: event.currentTarget.value.trim() })}
          />
        </Setting>
      </div>
    </Card>
  );
}

function AboutCard() {
  const session = useSession();
  const { t } = useSettingsWords();
  const release = createQuery(readStoredRelease);
  return (
    <Card title={t('about.title')} note="OpenManager Edge">
      <div class="card__body about">
        <dl>
          <div>
            <dt>{t('about.version')}</dt>
            <dd class="num">{APP_VERSION}</dd>
          </div>
          <Show when={release()?.id}>
            {(id) => (
              <div>
                <dt>{t('about.release')}</dt>
                <dd>
                  <code>{id()}</code>
                </dd>
              </div>
            )}
          </Show>
          <div>
            <dt>{t('about.licence')}</dt>
            <dd>{APP_LICENCE}</dd>
          </div>
        </dl>
        <p>{t('about.privacy')}</p>
        <p>{t('about.limits')}</p>
        <a class="button" href={session.href({ view: 'status', selected: undefined })}>
          {t('about.status')}
        </a>
        <a class="button" href={session.href({ view: 'quality', selected: undefined })}>
          {t('about.quality')}
        </a>
      </div>
    </Card>
  );
}
