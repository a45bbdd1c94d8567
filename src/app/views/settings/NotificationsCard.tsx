/** Notifications: what this tab promises, channels, routes, quiet hours, language of webhooks, and the delivery log. */
import './notify/notify.css';
import { createUniqueId, For, Show } from 'solid-js';
import { LOCALES } from '../../../core/domain/session.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { ErrorCard } from '../../widgets/ErrorCard.tsx';
import { Skeleton } from '../../widgets/Skeleton.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { ChannelList } from './notify/ChannelList.tsx';
import { DeliveryLog } from './notify/DeliveryLog.tsx';
import { QuietPart } from './notify/QuietPart.tsx';
import { RouteList } from './notify/RouteList.tsx';
import { createNotifyStore } from './notify/store.ts';
import { useNotifyWords } from './notify/words.ts';
import { Setting } from './Setting.tsx';

/** The card. */
export function NotificationsCard() {
  const id = createUniqueId();
  const engine = useEngine();
  const session = useSession();
  const { t } = useNotifyWords();
  const store = createNotifyStore(engine);
  const role = createQuery((signal) => {
    store.changes();
    engine.clock();
    return engine.call('notifyRole', {}, signal);
  });
  return (
    <Card title={t('title')}>
      <div class="card__body notify">
        <div class="notify__promise">
          <p>{t('promise.closed')}</p>
          <p>
            {t('promise.export')}{' '}
            <a href={session.href({ view: 'alerts', selected: 'rules' })}>{t('promise.link')}</a>
          </p>
          <Show when={role()}>
            {(now) => (
              <p class="notify__role" data-role={now()}>
                <StatusMark status={now() === 'idle' ? 'unk' : 'ok'} size={13} />
                {t(`role.${now()}`)}
              </p>
            )}
          </Show>
        </div>
        <Show when={store.error()}>{(error) => <ErrorCard error={error()} />}</Show>
        <Show
          when={store.settings()}
          fallback={
            <Show when={!store.error()}>
              <Skeleton lines={6} />
            </Show>
          }
        >
          {(settings) => (
            <>
              <ChannelList store={store} channels={settings().channels} />
              <RouteList store={store} routes={settings().routes} channels={settings().channels} />
              <QuietPart store={store} quiet={settings().quiet} />
              <Setting label={t('language.label')} for={id}>
                <select
                  id={id}
                  class="select"
                  onChange={(event) =>
                    store.update({
                      locale: LOCALES.find((locale) => locale === event.currentTarget.value),
                    })
                  }
                >
                  <option value="" selected={settings().locale === undefined}>
                    {t('language.page')}
                  </option>
                  <For each={LOCALES}>
                    {(locale) => (
                      <option value={locale} selected={settings().locale === locale}>
                        {t(`language.${locale}`)}
                      </option>
                    )}
                  </For>
                </select>
              </Setting>
            </>
          )}
        </Show>
        <DeliveryLog store={store} />
      </div>
    </Card>
  );
}
