/** Routes in their order: what each takes and where it goes; one at a time is edited. */
import { ArrowUp, Pencil, Trash2 } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import type { Channel, Route } from '../../../../core/domain/notify.ts';
import { writeMatchers } from '../../../../core/formats/alertmanager.ts';
import { useTerms } from '../../../widgets/terms.ts';
import { RouteEditor } from './RouteEditor.tsx';
import { freshId, type NotifyStore } from './store.ts';
import { useNotifyWords } from './words.ts';

/** The list with its editor. */
export function RouteList(props: {
  store: NotifyStore;
  routes: readonly Route[];
  channels: readonly Channel[];
}) {
  const terms = useTerms();
  const { t, format } = useNotifyWords();
  const [edited, setEdited] = createSignal<string>();
  const nameOf = (route: Route) => {
    if (route.name !== '') return route.name;
    if (route.id === 'critical' || route.id === 'warning') return t(`route.name.${route.id}`);
    return t('route.name.none', { n: props.routes.indexOf(route) + 1 });
  };
  const channelName = (id: string) => {
    const channel = props.channels.find((one) => one.id === id);
    if (!channel) return t('log.gone');
    return channel.kind === 'webhook' ? channel.name || id : t(`channel.${channel.kind}`);
  };
  const who = (route: Route) =>
    [
      route.severities.length === 0
        ? t('route.all')
        : route.severities.map((severity) => terms.severity(severity)).join(', '),
      ...(route.matchers.length > 0 ? [writeMatchers(route.matchers)] : []),
    ].join(' · ');
  const summary = (route: Route) => {
    const on = route.channels.filter((id) =>
      props.channels.some((channel) => channel.id === id && channel.enabled),
    );
    const channels = on.length > 0 ? on.map(channelName).join(', ') : t('route.summary.nobody');
    const what = t('route.summary', { who: who(route), channels });
    const when =
      route.digest > 0 ? `${t('route.when.digest')} (${format.duration(route.digest)})` : '';
    return [what, when, route.enabled ? '' : t('route.off')].filter(Boolean).join(' · ');
  };
  const up = (index: number) => {
    const next = [...props.routes];
    [next[index - 1], next[index]] = [next[index], next[index - 1]];
    props.store.update({ routes: next });
  };
  const remove = (id: string) =>
    props.store.update({ routes: props.routes.filter((route) => route.id !== id) });
  const add = () => {
    const id = freshId('route', props.routes);
    const [first] = props.routes;
    const route: Route = {
      ...first,
      id,
      name: '',
      enabled: true,
      severities: [],
      matchers: [],
      channels: ['toast'],
      groupBy: ['incident'],
      groupWait: 30_000,
      groupInterval: 300_000,
      repeatInterval: 14_400_000,
      digest: 0,
      quiet: true,
      goOn: false,
    };
    // At the front: behind the built-in ones nothing would be left for it.
    props.store.update({ routes: [route, ...props.routes] });
    setEdited(id);
  };
  const ids = () => props.routes.map(({ id }) => id);
  const routeOf = (id: string) => props.routes.find((route) => route.id === id);
  return (
    <section class="notify-part" aria-labelledby="notify-routes">
      <h3 id="notify-routes">{t('routes.title')}</h3>
      <p class="setting__hint">{t('routes.hint')}</p>
      <ol class="notify-routes">
        <For each={ids()}>
          {(id, index) => (
            <Show when={routeOf(id)}>
              {(route) => (
                <li data-off={route().enabled ? undefined : ''}>
                  <div class="notify-route">
                    <span class="notify-route__number num">{index() + 1}</span>
                    <div class="setting__words">
                      <p class="setting__label">{nameOf(route())}</p>
                      <p class="setting__hint">{summary(route())}</p>
                    </div>
                    <button
                      type="button"
                      class="button button--icon"
                      data-kind="quiet"
                      disabled={index() === 0}
                      aria-label={t('route.up', { name: nameOf(route()) })}
                      onClick={() => up(index())}
                    >
                      <ArrowUp size={15} aria-hidden="true" />
                    </button>
                    <button
                      type="button"
                      class="button button--icon"
                      data-kind="quiet"
                      aria-expanded={edited() === id}
                      aria-label={t('route.edit', { name: nameOf(route()) })}
                      onClick={() => setEdited(edited() === id ? undefined : id)}
                    >
                      <Pencil size={15} aria-hidden="true" />
                    </button>
                    <button
                      type="button"
                      class="button button--icon"
                      data-kind="quiet"
                      aria-label={t('route.remove', { name: nameOf(route()) })}
                      onClick={() => remove(id)}
                    >
                      <Trash2 size={15} aria-hidden="true" />
                    </button>
                  </div>
                  <Show when={edited() === id}>
                    <RouteEditor
                      route={route()}
                      name={nameOf(route())}
                      channels={props.channels}
                      channelName={channelName}
                      onChange={(change) => props.store.setRoute(id, change)}
                      onDone={() => setEdited(undefined)}
                    />
                  </Show>
                </li>
              )}
            </Show>
          )}
        </For>
      </ol>
      <button type="button" class="button notify-add" onClick={add}>
        {t('route.add')}
      </button>
    </section>
  );
}
