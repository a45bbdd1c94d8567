/** What is known of a machine: services and ports, system, place, people. */
import { For, Show } from 'solid-js';
import type { Server } from '../../../core/domain/fleet.ts';
import type { Status } from '../../../core/domain/incident.ts';
import type { HostReport } from '../../../workers/protocol.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { StatusMark } from '../../widgets/StatusMark.tsx';
import { useMachineWords } from './machine-words.ts';

/** Facts nobody gave are left out; file sources may know nothing but the name. */
export function FactsCard(props: { server: Server; report: HostReport | undefined }) {
  const session = useSession();
  const { t, format } = useMachineWords();
  const people = () => props.server.people ?? props.report?.people;
  const bootedAt = () =>
    props.report?.facts?.reachable ? props.report.facts.bootedAt : props.server.bootedAt;
  /** How a service does, as a mark; nothing where the source cannot tell. */
  const statusOf = (name: string): Status | undefined => {
    const service = props.report?.facts?.services.find((each) => each.name === name);
    return (
      service &&
      (service.status === 'running' ? 'ok' : service.status === 'degraded' ? 'warn' : 'unk')
    );
  };
  const wordOf = (status: Status) =>
    t(
      status === 'ok'
        ? 'service.running'
        : status === 'warn'
          ? 'service.degraded'
          : 'service.unknown',
    );
  const facts = () =>
    [
      ['facts.address', props.server.ip],
      ['facts.system', [props.server.os, props.server.kernel].filter(Boolean).join(' · ')],
      ['facts.storage', props.server.storage > 0 ? format.bytes(props.server.storage) : ''],
      [
        'facts.provider',
        [props.server.provider, props.server.location].filter(Boolean).join(' · '),
      ],
      ['facts.environment', props.server.environment],
      ['facts.owner', [people()?.owner, people()?.team].filter(Boolean).join(' · ')],
      ['facts.booted', bootedAt() === undefined ? '' : format.time(bootedAt(), 'full')],
      ['facts.serial', people()?.serial ?? ''],
      ['facts.mac', people()?.mac ?? ''],
    ] as const;
  const known = () => facts().filter(([, value]) => value !== '');

  return (
    <Show when={known().length > 0 || props.server.services.length > 0 || props.server.place}>
      <Card class="facts" title={t('facts.title')}>
        <dl class="facts__list">
          <Show when={props.server.services.length > 0}>
            <div>
              <dt>{t('facts.services')}</dt>
              <dd class="facts__services">
                <For each={props.server.services}>
                  {(service) => (
                    <code>
                      <Show when={statusOf(service.name)}>
                        {(status) => (
                          <span title={wordOf(status())}>
                            <StatusMark status={status()} size={11} />
                            <span class="visually-hidden">{wordOf(status())}</span>
                          </span>
                        )}
                      </Show>
                      {service.name}
                      <span class="muted">:{service.port}</span>
                    </code>
                  )}
                </For>
              </dd>
            </div>
          </Show>
          <Show when={props.server.place}>
            {(place) => (
              <div>
                <dt>{t('facts.place')}</dt>
                <dd>
                  <a
                    class="facts__link"
                    href={session.href({ view: 'racks', selected: props.server.name })}
                  >
                    {place().site} · {place().room} ·{' '}
                    {t('facts.unit', { rack: place().rack, unit: place().unit })}
                  </a>
                </dd>
              </div>
            )}
          </Show>
          <For each={known()}>
            {([key, value]) => (
              <div>
                <dt>{t(key)}</dt>
                <dd>{value}</dd>
              </div>
            )}
          </For>
        </dl>
      </Card>
    </Show>
  );
}
