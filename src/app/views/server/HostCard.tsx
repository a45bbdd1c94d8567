/** What one would see after logging in: the busiest processes and the newest log lines. */
import { For, Show } from 'solid-js';
import type { HostReport } from '../../../workers/protocol.ts';
import { Card } from '../../widgets/Card.tsx';
import { useMachineWords } from './machine-words.ts';

const PROCESSES = 6;
const LINES = 30;

/** @param props.report `undefined` draws nothing: the source knows no more than metrics */
export function HostCard(props: { report: HostReport | undefined }) {
  const { t, format } = useMachineWords();
  const known = () => {
    const { facts, logs } = props.report ?? {};
    return facts && logs ? { facts, logs } : undefined;
  };
  return (
    <Show when={known()}>
      {(report) => (
        <Card class="host" title={t('host.title')}>
          <Show
            when={report().facts.reachable}
            fallback={<p class="card__body muted">{t('host.unreachable')}</p>}
          >
            <section class="host__part" aria-label={t('host.processes')}>
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t('host.process')}</th>
                    <th scope="col">{t('host.user')}</th>
                    <th scope="col" class="num">
                      {t('host.cpu')}
                    </th>
                    <th scope="col" class="num">
                      {t('host.memory')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={report().facts.processes.slice(0, PROCESSES)}>
                    {(process) => (
                      <tr>
                        <th scope="row">
                          <code title={`PID ${process.pid}`}>{process.name}</code>
                        </th>
                        <td>{process.user}</td>
                        <td class="num">{format.value(process.cpu, '1')}</td>
                        <td class="num">{format.value(process.memory, '1')}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </section>
          </Show>
          <section class="host__part">
            <h3>{t('host.logs')}</h3>
            <Show
              when={report().logs.length > 0}
              fallback={<p class="muted host__log">{t('host.noLogs')}</p>}
            >
              {/* A scrolling region must be reachable by keyboard (axe: scrollable-region-focusable). */}
              <ul class="host__log" tabindex={0} aria-label={t('host.logs')}>
                <For each={report().logs.slice(-LINES).reverse()}>
                  {(line) => (
                    <li>
                      <time>{format.time(line.t)}</time>
                      <span data-level={line.level}>{t(`log.${line.level}`)}</span>
                      <code>
                        {line.service}: {line.message}
                      </code>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </section>
        </Card>
      )}
    </Show>
  );
}
