/** One webhook: name, address, how it is sent, and what its receiver has to answer for that. Saving allows its origin. */
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { originOf } from '../../../../core/domain/connection.ts';
import { EdgeError } from '../../../../core/domain/errors.ts';
import type { Channel } from '../../../../core/domain/notify.ts';
import { caddyRecipe, nginxRecipe } from '../../../../core/formats/proxy-recipe.ts';
import { ErrorCard } from '../../../widgets/ErrorCard.tsx';
import { Segmented } from '../../../widgets/Segmented.tsx';
import { useNotifyWords } from './words.ts';

const MODES = ['cors', 'blind'] as const;
const PROXY_PORT = 8090;

/** The form; `onSave` gets the whole channel. */
export function WebhookForm(props: {
  id: string;
  channel: Channel | undefined;
  onSave: (channel: Channel) => Promise<void>;
  onCancel: () => void;
}) {
  const nameId = createUniqueId();
  const urlId = createUniqueId();
  const { t } = useNotifyWords();
  const [name, setName] = createSignal(props.channel?.name ?? '');
  const [url, setUrl] = createSignal(props.channel?.url ?? '');
  const [mode, setMode] = createSignal<Channel['mode']>(props.channel?.mode ?? 'cors');
  const [resolved, setResolved] = createSignal(props.channel?.resolved ?? true);
  const [failure, setFailure] = createSignal<EdgeError>();
  const origin = () => (/^https?:/iu.test(url().trim()) ? originOf(url().trim()) : '');
  const recipes = () => {
    const wanted = { upstream: origin(), page: location.origin, port: PROXY_PORT };
    return [
      { tool: 'nginx', text: nginxRecipe(wanted) },
      { tool: 'Caddy', text: caddyRecipe(wanted) },
    ];
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (origin() === '') return;
    try {
      await props.onSave({
        id: props.id,
        kind: 'webhook',
        name: name().trim() || new URL(url().trim()).hostname,
        enabled: props.channel?.enabled ?? true,
        url: url().trim(),
        mode: mode(),
        resolved: resolved(),
      });
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      setFailure(error);
    }
  };
  return (
    <form class="notify-form" onSubmit={(event) => void submit(event)}>
      <label for={nameId}>{t('webhook.name')}</label>
      <input
        id={nameId}
        class="field"
        maxlength={60}
        placeholder={t('webhook.name.placeholder')}
        value={name()}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <label for={urlId}>{t('webhook.url')}</label>
      <input
        id={urlId}
        class="field mono"
        type="url"
        required
        maxlength={500}
        placeholder="https://…"
        aria-invalid={url() !== '' && origin() === ''}
        value={url()}
        onInput={(event) => setUrl(event.currentTarget.value)}
      />
      <span>{t('webhook.mode')}</span>
      <Segmented
        label={t('webhook.mode')}
        options={MODES.map((value) => ({ value, label: t(`webhook.mode.${value}`) }))}
        value={mode()}
        onChange={setMode}
      />
      <p class="setting__hint notify-form__wide">
        {t(`webhook.mode.${mode()}.hint`, { page: location.origin })}
      </p>
      <Show when={mode() === 'cors' && origin() !== ''}>
        <details class="notify-form__wide">
          <summary>{t('webhook.recipes')}</summary>
          <For each={recipes()}>
            {({ tool, text }) => (
              <>
                <p class="notify-recipe__head">
                  {tool}
                  <button
                    type="button"
                    class="button"
                    data-kind="quiet"
                    onClick={() => void navigator.clipboard.writeText(text)}
                  >
                    {t('webhook.copy')}
                  </button>
                </p>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, which keys must reach. */}
                <pre class="notify-recipe" tabIndex={0}>
                  {text}
                </pre>
              </>
            )}
          </For>
        </details>
      </Show>
      <label class="notify-check notify-form__wide">
        <input
          type="checkbox"
          checked={resolved()}
          onChange={(event) => setResolved(event.currentTarget.checked)}
        />
        {t('channel.resolved')}
      </label>
      <Show when={failure()}>{(error) => <ErrorCard error={error()} />}</Show>
      <p class="notify-form__foot notify-form__wide">
        <Show when={url() !== '' && origin() === ''}>
          <span class="setting__hint">{t('webhook.bad')}</span>
        </Show>
        <button type="button" class="button" data-kind="quiet" onClick={() => props.onCancel()}>
          {t('webhook.cancel')}
        </button>
        <button type="submit" class="button" data-kind="accent" disabled={origin() === ''}>
          {origin() === ''
            ? t('webhook.save.invalid')
            : t('webhook.save', { origin: origin().replace(/^https?:\/\//u, '') })}
        </button>
      </p>
    </form>
  );
}
