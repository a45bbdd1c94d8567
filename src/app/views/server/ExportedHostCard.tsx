/** A real host as its exporter describes it: system, file systems, interfaces, services. */
import { For, Show } from 'solid-js';
import type { ExportedHost, ServiceUnit } from '../../../core/domain/host.ts';
import type { Status } from '../../../core/domain/incident.ts';
import { Card } from '../../widgets/Card.tsx';
import { Meter } from '../../widgets/Meter.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { useMachineWords } from './machine-words.ts';

const UNIT_STATUS: Readonly<Record<ServiceUnit['state'], Status>> = {
  active: 'ok',
  activating: 'warn',
  deactivating: 'warn',
  inactive: 'off',
  failed: 'crit',
};
/** Share of a file system from which its bar warns and alarms, as the default rules do. */
const NEARLY_FULL = 0.85;
const FULL = 0.95;

/** Draws nothing for hosts without an exporter. */
export function ExportedHostCard(props: { host: ExportedHost | undefined }) {
  const { t, format } = useMachineWords();
  const known = (n: number) => !Number.isNaN(n);
  const facts = (host: ExportedHost) =>
    [
      ['exported.system', [host.os, host.kernel, host.machine].filter(Boolean).join(' · ')],
      ['exported.cores', known(host.cores) ? format.number(host.cores, 0) : ''],
      ['exported.memory', known(host.memory) ? format.bytes(host.memory) : ''],
      ['exported.booted', host.bootedAt === undefined ? '' : format.time(host.bootedAt, 'full')],
    ] as const;
  return (
    <Show when={props.host}>
      {(host) => (
        <Card class="host exported" title={t('exported.title')}>
          <dl class="facts__list">
            <For each={facts(host()).filter(([, value]) => value !== '')}>
              {([key, value]) => (
                <div>
                  <dt>{t(key)}</dt>
                  <dd>{value}</dd>
                </div>
              )}
            </For>
          </dl>
          <Show when={host().fileSystems.length > 0}>
            <section class="host__part">
              <h3>{t('exported.fileSystems')}</h3>
              <ul class="exported__list">
                <For each={host().fileSystems}>
                  {(one) => {
                    const used = () => 1 - one.available / one.size;
                    return (
                      <li>
                        <code>{one.mount}</code>
                        <span class="muted">
                          {one.device} · {one.type}
                        </span>
                        <Meter
                          value={used()}
                          status={used() > FULL ? 'crit' : used() > NEARLY_FULL ? 'warn' : 'ok'}
                          label=""
                        />
                        <span class="num">
                          {t('exported.used', {
                            share: format.value(used(), '1'),
                            free: format.bytes(one.available),
                          })}
                        </span>
                      </li>
                    );
                  }}
                </For>
              </ul>
            </section>
          </Show>
          <Show when={host().interfaces.length > 0}>
            <section class="host__part">
              <h3>{t('exported.interfaces')}</h3>
              <ul class="exported__list">
                <For each={host().interfaces}>
                  {(one) => (
                    <li>
                      <code>{one.name}</code>
                      <StatusBadge status={one.isUp ? 'ok' : 'off'}>
                        {t(one.isUp ? 'exported.up' : 'exported.down')}
                      </StatusBadge>
                      <span class="num">
                        {t('exported.traffic', {
                          received: format.value(one.receive, 'By/s'),
                          sent: format.value(one.transmit, 'By/s'),
                        })}
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
          <Show when={host().units.length > 0}>
            <section class="host__part">
              <h3>{t('exported.units', { count: host().units.length })}</h3>
              <ScrollRegion class="exported__units" label={t('exported.unitsLabel')}>
                <ul class="exported__list">
                  <For each={host().units}>
                    {(unit) => (
                      <li>
                        <code>{unit.name}</code>
                        <StatusBadge status={UNIT_STATUS[unit.state]}>
                          {t(`exported.unit.${unit.state}`)}
                        </StatusBadge>
                      </li>
                    )}
                  </For>
                </ul>
              </ScrollRegion>
            </section>
          </Show>
        </Card>
      )}
    </Show>
  );
}
