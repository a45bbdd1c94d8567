/** Health of every connection of this device: state, age of the newest sample, gaps, memory. */
import { For, Show } from 'solid-js';
import { useEngine } from '../../engine.tsx';
import { createNow } from '../../now.ts';
import { useSession } from '../../session.ts';
import { Card } from '../../widgets/Card.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { StatusBadge } from '../../widgets/StatusBadge.tsx';
import { isSkewed, MARK, useClockNote, useConnectionWords } from '../sources/connection-words.ts';

/** Draws nothing where nothing is connected. */
export function SourcesCard(props: { title: string }) {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useConnectionWords();
  const now = createNow();
  const clockNote = useClockNote();
  return (
    <Show when={engine.connections().length > 0}>
      <Card title={props.title} class="status-card">
        <ScrollRegion class="status-view__sources" label={props.title}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{t('field.name')}</th>
                <th scope="col">{t('add.kind')}</th>
                <th scope="col" class="num">
                  {t('facts.newest')}
                </th>
                <th scope="col" class="num">
                  {t('facts.latency')}
                </th>
                <th scope="col" class="num">
                  {t('facts.missed')}
                </th>
                <th scope="col" class="num">
                  {t('facts.memory')}
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={engine.connections()}>
                {(state) => (
                  <tr>
                    <th scope="row">
                      <a href={session.href({ view: 'sources', selected: state.config.key })}>
                        {state.config.name || state.config.url}
                      </a>
                    </th>
                    <td>
                      <StatusBadge status={MARK[state.status]}>
                        {`${t(`kind.${state.config.kind}`)} · ${t(`status.${state.status}`)}`}
                      </StatusBadge>
                    </td>
                    <td class="num">
                      {state.newest === undefined
                        ? t('facts.never')
                        : t('facts.age', {
                            age: format.duration(Math.max(0, now() - state.newest)),
                          })}
                      <Show when={isSkewed(state.skew)}>
                        {` · ${t('facts.clock')}: ${clockNote(state.skew ?? 0)}`}
                      </Show>
                    </td>
                    <td class="num">
                      {state.latency === undefined ? '–' : `${format.number(state.latency, 0)} ms`}
                    </td>
                    <td class="num">{format.number(state.missed, 0)}</td>
                    <td class="num">{format.bytes(state.bytes)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </ScrollRegion>
      </Card>
    </Show>
  );
}
