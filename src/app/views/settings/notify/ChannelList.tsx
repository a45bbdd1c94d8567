/** Channels: switch, test, and for webhooks address and manner. What asks the browser for something asks when it is switched on. */
import { Pencil, Trash2 } from 'lucide-solid';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { originOf } from '../../../../core/domain/connection.ts';
import { EdgeError } from '../../../../core/domain/errors.ts';
import type { Channel, Outcome } from '../../../../core/domain/notify.ts';
import { useEngine } from '../../../engine.tsx';
import { askSystemPermission, playTone, systemPermission } from '../../../notify.ts';
import { Setting } from '../Setting.tsx';
import { outcomeText } from './outcome.ts';
import { freshId, type NotifyStore } from './store.ts';
import { WebhookForm } from './WebhookForm.tsx';
import { useNotifyWords } from './words.ts';

/** All channels, and the form of the webhook that is being added or edited. */
export function ChannelList(props: { store: NotifyStore; channels: readonly Channel[] }) {
  const engine = useEngine();
  const { t } = useNotifyWords();
  const [edited, setEdited] = createSignal<string>();
  const newId = () => freshId('wh', props.channels);
  const save = async (channel: Channel) => {
    // The form says so: saving allows this address to be asked.
    await engine.call('confirmOrigin', { url: channel.url });
    const known = props.channels.some(({ id }) => id === channel.id);
    const routes = props.store.settings()?.routes ?? [];
    props.store.update({
      channels: known
        ? props.channels.map((one) => (one.id === channel.id ? channel : one))
        : [...props.channels, channel],
      // A new webhook that no route names would never hear of anything.
      routes: known
        ? routes
        : routes.map((route) => ({ ...route, channels: [...route.channels, channel.id] })),
    });
    setEdited(undefined);
  };
  const remove = (id: string) =>
    props.store.update({
      channels: props.channels.filter((one) => one.id !== id),
      routes: (props.store.settings()?.routes ?? []).map((route) => ({
        ...route,
        channels: route.channels.filter((one) => one !== id),
      })),
    });
  const ids = () => props.channels.map(({ id }) => id);
  const channelOf = (id: string) => props.channels.find((one) => one.id === id);
  return (
    <section class="notify-part" aria-labelledby="notify-channels">
      <h3 id="notify-channels">{t('channels.title')}</h3>
      <For each={ids()}>
        {(id) => (
          <Show when={channelOf(id)}>
            {(channel) => (
              <Show
                when={edited() === id}
                fallback={
                  <ChannelRow
                    channel={channel()}
                    store={props.store}
                    onEdit={() => setEdited(id)}
                    onRemove={() => remove(id)}
                  />
                }
              >
                <WebhookForm
                  id={id}
                  channel={channel()}
                  onSave={save}
                  onCancel={() => setEdited(undefined)}
                />
              </Show>
            )}
          </Show>
        )}
      </For>
      <Show
        when={edited() === 'new'}
        fallback={
          <button type="button" class="button notify-add" onClick={() => setEdited('new')}>
            {t('webhook.add')}
          </button>
        }
      >
        <WebhookForm
          id={newId()}
          channel={undefined}
          onSave={save}
          onCancel={() => setEdited(undefined)}
        />
      </Show>
    </section>
  );
}

function ChannelRow(props: {
  channel: Channel;
  store: NotifyStore;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const id = createUniqueId();
  const engine = useEngine();
  const { t } = useNotifyWords();
  const [permission, setPermission] = createSignal(systemPermission());
  const [tested, setTested] = createSignal<string>();
  const kind = () => props.channel.kind;
  const name = () => {
    const own = kind();
    return own === 'webhook' ? props.channel.name || props.channel.id : t(`channel.${own}`);
  };
  const hint = () => {
    const own = kind();
    if (own === 'webhook')
      return t(props.channel.mode === 'blind' ? 'channel.webhook.blind' : 'channel.webhook.hint', {
        origin: originOf(props.channel.url),
      });
    if (own === 'system' && permission() === 'unsupported') return t('channel.system.unsupported');
    if (own === 'system' && permission() === 'denied') return t('channel.system.denied');
    return t(`channel.${own}.hint`);
  };
  const turn = async (enabled: boolean) => {
    if (enabled && kind() === 'system') {
      setPermission(await askSystemPermission());
      if (permission() !== 'granted') return;
    }
    props.store.setChannel(props.channel.id, { enabled });
  };
  const test = async () => {
    setTested(t('channel.testing'));
    const say = (outcome: Outcome, status?: number, took?: number) =>
      setTested(outcomeText(t, outcome, status, took));
    try {
      if (kind() === 'sound') return say(await playTone('warning'));
      if (kind() === 'system') {
        setPermission(await askSystemPermission());
        if (permission() !== 'granted')
          return say(permission() === 'unsupported' ? 'unsupported' : 'denied');
      }
      const attempt = await engine.call('testChannel', { channel: props.channel });
      say(attempt.outcome, attempt.status, attempt.took);
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      setTested(error.message);
    }
  };
  return (
    <>
      <Setting label={name()} hint={hint()} for={id}>
        <Show when={kind() === 'webhook'}>
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('channel.edit', { name: name() })}
            onClick={() => props.onEdit()}
          >
            <Pencil size={15} aria-hidden="true" />
          </button>
          <button
            type="button"
            class="button button--icon"
            data-kind="quiet"
            aria-label={t('channel.remove', { name: name() })}
            onClick={() => props.onRemove()}
          >
            <Trash2 size={15} aria-hidden="true" />
          </button>
        </Show>
        <button
          type="button"
          class="button"
          aria-label={`${t('channel.test')}: ${name()}`}
          onClick={() => void test()}
        >
          {t('channel.test')}
        </button>
        <input
          id={id}
          type="checkbox"
          class="switch"
          checked={props.channel.enabled}
          onClick={(event) => {
            // The browser's answer decides, not the click.
            event.preventDefault();
            void turn(!props.channel.enabled);
          }}
        />
      </Setting>
      <p class="notify-tested" role="status">
        <Show when={tested()}>{tested()}</Show>
      </p>
    </>
  );
}
