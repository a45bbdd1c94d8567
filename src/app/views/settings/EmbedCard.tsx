/** Code for a portal: the console as it is shown here, in a page of the reader's own. */
import './embed-card.css';
import { Check, Copy, Eye, Globe, KeyRound, Palette, ShieldQuestion } from 'lucide-solid';
import { createMemo, createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js';
import type { EmbedOptions } from '../../../embed/address.ts';
import { EMBED_VIEWS, type EmbedTheme, type EmbedView } from '../../../embed/wire.ts';
import { useEngine } from '../../engine.tsx';
import { embed as enScreens } from '../../i18n/en/embed.ts';
import { embedding as en } from '../../i18n/en/embedding.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { embed as koScreens } from '../../i18n/ko/embed.ts';
import { embedding as ko } from '../../i18n/ko/embedding.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { elementCode, iframeCode } from './embed-code.ts';
import { useSettingsWords } from './words.ts';

const words = { en, ko };
const screens = { en: enScreens, ko: koScreens };
const LOOKS = ['auto', 'light', 'dark'] as const satisfies readonly EmbedTheme[];

/** A card of the settings, loaded apart. */
export function EmbedCard() {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useWords(words);
  const screen = useWords(screens);
  const settings = useSettingsWords();
  const id = createUniqueId();
  const [how, setHow] = createSignal<'element' | 'iframe'>('element');
  const [view, setView] = createSignal<EmbedView>('overview');
  const [look, setLook] = createSignal<EmbedTheme>('auto');
  const [copied, setCopied] = createSignal<'copied' | 'denied'>();

  const connection = () => {
    const { source, file } = session.session();
    return source === 'live'
      ? engine.connections().find(({ config }) => config.key === file)?.config
      : undefined;
  };
  /** Only what wants no password can be shown by everybody. */
  const live = () => (connection()?.authorization === 'none' ? connection()?.url : undefined);
  const code = createMemo(() => {
    const { source, seed, size, scenario, zone } = session.session();
    const simulated = scenario === 'normal' ? 'sim' : scenario;
    const isServers = view() === 'server' || view() === 'chart';
    const options: EmbedOptions = {
      source: source === 'file' || live() !== undefined ? source : simulated,
      seed,
      size,
      view: view(),
      theme: look(),
      language: format.locale(),
      ...(zone && { timeZone: zone }),
      ...(isServers && { server: engine.fleet()?.servers.at(0)?.name ?? '' }),
    };
    const base = new URL('./', location.href.split('#')[0]).href;
    const what = {
      options,
      live: live(),
      title: `OpenManager Edge: ${screen.t(`screen.${view()}`)}`,
    };
    return how() === 'element' ? elementCode(base, what) : iframeCode(base, what);
  });
  // Apart: in a <pre> the line breaks of markup would be drawn.
  const coloured = () => (
    <For each={code()}>{(part) => <span data-kind={part.kind}>{part.text}</span>}</For>
  );
  const copy = async () => {
    const text = code().map((part) => part.text);
    try {
      await navigator.clipboard.writeText(text.join(''));
      setCopied('copied');
    } catch {
      setCopied('denied'); // The reader said no, or the page is not secure.
    }
  };
  const facts = [
    [KeyRound, 'fact.keys'],
    [Palette, 'fact.follows'],
    [ShieldQuestion, 'fact.asks'],
    [Globe, 'fact.hosts'],
  ] as const;

  return (
    <Card title={settings.t('embed.title')} note={t('note')}>
      <div class="card__body embed-card">
        <Show
          when={location.protocol !== 'file:'}
          fallback={<p class="embed-card__note">{t('file')}</p>}
        >
          <div class="embed-card__choices">
            <Segmented
              label={t('how')}
              options={[
                { value: 'element', label: t('how.element') },
                { value: 'iframe', label: t('how.iframe') },
              ]}
              value={how()}
              onChange={setHow}
            />
            <label class="visually-hidden" for={id}>
              {t('view')}
            </label>
            <select
              id={id}
              class="select"
              onChange={(event) => {
                const chosen = EMBED_VIEWS.find((one) => one === event.currentTarget.value);
                if (chosen) setView(chosen);
              }}
            >
              <For each={EMBED_VIEWS}>
                {(one) => (
                  <option value={one} selected={one === view()}>
                    {screen.t(`screen.${one}`)}
                  </option>
                )}
              </For>
            </select>
            <Segmented
              label={t('look')}
              options={LOOKS.map((value) => ({ value, label: t(`look.${value}`) }))}
              value={look()}
              onChange={setLook}
            />
          </div>
          <ScrollRegion class="embed-card__code" label={t('code')} isLong>
            <pre translate="no">{coloured()}</pre>
          </ScrollRegion>
          <Switch>
            <Match when={session.session().source === 'file'}>
              <p class="embed-card__note">{t('source.file')}</p>
            </Match>
            <Match when={how() === 'iframe' && live()}>
              {(url) => <p class="embed-card__note">{t('source.iframe', { url: url() })}</p>}
            </Match>
            <Match when={session.session().source === 'live' && live() === undefined}>
              <p class="embed-card__note">{t('source.locked')}</p>
            </Match>
          </Switch>
          <div class="embed-card__acts">
            <button type="button" class="button" onClick={() => void copy()}>
              <Show when={copied() === 'copied'} fallback={<Copy size={15} aria-hidden="true" />}>
                <Check size={15} aria-hidden="true" />
              </Show>
              {t(copied() === 'copied' ? 'copied' : 'copy')}
            </button>
            <a class="button" data-kind="quiet" href="./embed.html" target="_blank" rel="noopener">
              <Eye size={15} aria-hidden="true" />
              {t('see')}
            </a>
          </div>
          <p class="embed-card__note" role="status">
            {copied() === 'denied' ? t('denied') : ''}
          </p>
        </Show>
        <ul class="embed-card__facts">
          <For each={facts}>
            {([Icon, key]) => (
              <li>
                <Icon size={14} aria-hidden="true" />
                {t(key)}
              </li>
            )}
          </For>
        </ul>
      </div>
    </Card>
  );
}
