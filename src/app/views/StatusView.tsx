/** Status screen: how the app itself is doing, in figures measured here and now, and a report to copy. */
import './status.css';
import { Copy, Gauge } from 'lucide-solid';
import { createSignal, For, Show } from 'solid-js';
import type { Status } from '../../core/domain/incident.ts';
import { createQuery, useEngine } from '../engine.tsx';
import { OfflineStatus } from '../OfflineStatus.tsx';
import { offlineState } from '../offline.ts';
import { useSession } from '../session.ts';
import { applyUpdate, isUpdateReady, workerState } from '../updates.ts';
import { Card } from '../widgets/Card.tsx';
import { Meter } from '../widgets/Meter.tsx';
import { Skeleton } from '../widgets/Skeleton.tsx';
import { StatusMark } from '../widgets/StatusMark.tsx';
import { APP_VERSION, readBrowser, readStoredRelease } from './status/device.ts';
import { type Fact, FactCard } from './status/FactCard.tsx';
import { ModelCard } from './status/ModelCard.tsx';
import { createMeasurement } from './status/measure.ts';
import { SourcesCard } from './status/SourcesCard.tsx';
import { useStatusWords } from './status/words.ts';

/** Above this much JavaScript memory the screen warns. */
const MEMORY_LIMIT = 512 * 2 ** 20;
/** A tick that takes more than this share of its step is slow. */
const SLOW_SHARE = 0.5;

/** The screen. */
export default function StatusView() {
  const engine = useEngine();
  const session = useSession();
  const { t, format } = useStatusWords();
  const now = createMeasurement(engine);
  // Read again once the service worker has stored the release.
  const release = createQuery(() =>
    workerState() && offlineState() ? readStoredRelease() : undefined,
  );
  const browser = createQuery(readBrowser);
  const [copied, setCopied] = createSignal(false);

  const health = () => now()?.health;
  const history = () => now()?.history;
  const memoryUsed = () => (now()?.memory?.used ?? 0) + (health()?.storeBytes ?? 0);
  const ms = (value: number | undefined) =>
    value === undefined ? t('missing') : `${format.number(value, value < 10 ? 2 : 0)}\u00a0ms`;
  const known = (text: string | undefined) => text ?? t('missing');

  const verdicts = (): readonly { readonly status: Status; readonly text: string }[] => {
    const list: { status: Status; text: string }[] = [];
    const { step } = session.session();
    const tick = health()?.tickMs ?? 0;
    if (memoryUsed() > MEMORY_LIMIT) {
      const args = { used: format.bytes(memoryUsed()), limit: format.bytes(MEMORY_LIMIT) };
      list.push({ status: 'warn', text: t('verdict.memory', args) });
    }
    if (tick > step * SLOW_SHARE) {
      const args = { ms: ms(tick), step: format.duration(step) };
      list.push({ status: 'warn', text: t('verdict.slow', args) });
    }
    if (history()?.mode === 'memory') list.push({ status: 'warn', text: t('verdict.storage') });
    const lost = history()?.lostChunks ?? 0;
    if (lost > 0) list.push({ status: 'warn', text: t('verdict.lost', { n: lost }) });
    const down = engine.connections().filter((one) => one.status === 'failing').length;
    if (down > 0) list.push({ status: 'warn', text: t('verdict.connections', { n: down }) });
    return list.length > 0 ? list : [{ status: 'ok', text: t('verdict.ok') }];
  };

  /** A clock that stands at an instant of the past is where the time line says it is. */
  const mode = () => {
    const clock = engine.clock();
    if (clock.mode === 'past') return 'playing';
    if (clock.mode !== 'paused') return clock.mode;
    if (session.session().at !== undefined) return 'past';
    return session.session().source === 'file' ? 'end' : 'paused';
  };
  const engineFacts = (): readonly Fact[] => {
    const { health: h, rate } = now() ?? { health: undefined, rate: NaN };
    return [
      [t('engine.mode'), t(`mode.${mode()}`)],
      [t('engine.tick'), ms(h?.tickMs)],
      // The first hundred ticks warm the code up and do not count.
      [t('engine.tickMax'), h?.tickMsMax === 0 ? '–' : ms(h?.tickMsMax)],
      [t('engine.rate'), format.number(rate, 1)],
      [t('engine.ticks'), format.number(h?.ticks, 0)],
      [t('engine.series'), format.number(h?.series, 0)],
      [t('engine.replay'), ms(h?.replayMs)],
      [t('engine.uptime'), h ? format.duration(Date.now() - h.startedAt) : t('missing')],
      [
        t('engine.digest'),
        <code data-digest title={t('engine.digestHint')}>
          {h?.digest ?? '–'}
        </code>,
      ],
    ];
  };
  const memoryFacts = (): readonly Fact[] => {
    const memory = now()?.memory;
    return [
      [t('memory.heap'), memory ? format.bytes(memory.used) : t('missing')],
      [
        t('memory.store'),
        health()?.storeBytes === 0 && session.session().source === 'sim'
          ? t('memory.computed')
          : format.bytes(health()?.storeBytes),
      ],
      [t('memory.limit'), memory?.limit === undefined ? t('missing') : format.bytes(memory.limit)],
    ];
  };
  const storageFacts = (): readonly Fact[] => {
    const h = history();
    if (!h) return [];
    return [
      [t('storage.mode'), t(`storage.${h.mode}`)],
      [t('storage.samples'), format.number(h.samples, 0)],
      [t('storage.bytes'), format.bytes(h.bytes)],
      [
        t('storage.perSample'),
        h.samples > 0
          ? t('storage.perSampleValue', { bytes: format.number(h.bytes / h.samples, 2) })
          : '–',
      ],
      [
        t('storage.usage'),
        h.quota > 0
          ? t('storage.usageValue', { used: format.bytes(h.usage), quota: format.bytes(h.quota) })
          : t('missing'),
      ],
      [t('storage.lost'), format.number(h.lostChunks, 0)],
      [t('storage.evicted'), format.number(h.evictedChunks, 0)],
    ];
  };
  const releaseFacts = (): readonly Fact[] => {
    const stored = release();
    return [
      [t('release.version'), APP_VERSION],
      [t('release.worker'), t(`worker.${workerState()}`)],
      [t('release.id'), <code>{stored?.id ?? '–'}</code>],
      [
        t('release.files'),
        stored && stored.files > 0
          ? t('release.filesValue', {
              n: format.number(stored.files, 0),
              bytes: format.bytes(stored.bytes),
            })
          : '–',
      ],
    ];
  };
  const browserFacts = (): readonly Fact[] => {
    const b = browser();
    if (!b) return [];
    const yesNo = (value: boolean | undefined) =>
      value === undefined ? t('missing') : t(value ? 'yes' : 'no');
    return [
      [t('browser.agent'), b.agent],
      [t('browser.cores'), format.number(b.threads, 0)],
      [
        t('browser.memory'),
        b.memory === undefined
          ? t('missing')
          : t('browser.memoryValue', { bytes: format.bytes(b.memory) }),
      ],
      [t('browser.graphics'), known(b.graphics)],
      [t('browser.screen'), b.window],
      [t('browser.zone'), format.zone()],
      [t('browser.languages'), b.languages.join(', ')],
      [t('browser.online'), t(navigator.onLine ? 'browser.isOnline' : 'browser.isOffline')],
      [t('browser.persisted'), yesNo(b.isPersisted)],
      [t('browser.secure'), yesNo(b.isSecure)],
    ];
  };

  const copy = async () => {
    const report = {
      version: APP_VERSION,
      session: session.session(),
      clock: engine.clock(),
      ...now(),
      release: release(),
      browser: browser(),
    };
    await navigator.clipboard.writeText(JSON.stringify(report, undefined, 2));
    setCopied(true);
  };
  const isIdle = () => now() !== undefined && release() !== undefined && browser() !== undefined;

  return (
    <section class="view status-view" data-idle={isIdle() ? '' : undefined}>
      <header class="status-view__head">
        <h1>{t('title')}</h1>
        <p class="muted">{t('note')}</p>
        <output class="muted">{copied() ? t('copied') : ''}</output>
        <a class="button" href={session.href({ view: 'quality', selected: undefined })}>
          <Gauge size={14} aria-hidden="true" />
          {t('quality')}
        </a>
        <button type="button" class="button" disabled={!isIdle()} onClick={() => void copy()}>
          <Copy size={14} />
          {t('copy')}
        </button>
      </header>
      <Show when={isIdle()} fallback={<Skeleton lines={8} />}>
        <ul class="status-view__verdicts">
          <For each={verdicts()}>
            {(verdict) => (
              <li data-status={verdict.status}>
                <StatusMark status={verdict.status} />
                {verdict.text}
              </li>
            )}
          </For>
        </ul>
        <div class="status-view__grid">
          <FactCard title={t('engine.title')} facts={engineFacts()} />
          <FactCard title={t('storage.title')} facts={storageFacts()}>
            <Show when={(history()?.quota ?? 0) > 0}>
              <Meter
                label={t('storage.meter')}
                value={(history()?.usage ?? 0) / (history()?.quota ?? 1)}
              />
            </Show>
          </FactCard>
          <FactCard
            title={t('memory.title')}
            note={t('memory.warnAt', { limit: format.bytes(MEMORY_LIMIT) })}
            facts={memoryFacts()}
          >
            <Meter
              label={t('memory.meter')}
              value={memoryUsed() / MEMORY_LIMIT}
              status={memoryUsed() > MEMORY_LIMIT ? 'warn' : 'ok'}
            />
          </FactCard>
          <ModelCard release={release()} />
          <FactCard title={t('release.title')} facts={releaseFacts()}>
            <OfflineStatus />
            <Show when={isUpdateReady()}>
              <p class="status-view__update">
                {t('release.updateReady')}
                <button type="button" class="button" data-kind="primary" onClick={applyUpdate}>
                  {t('release.update')}
                </button>
              </p>
            </Show>
          </FactCard>
          <FactCard title={t('browser.title')} facts={browserFacts()} />
        </div>
        <SourcesCard title={t('connections.title')} />
        <Card title={t('storage.sources')}>
          <Show
            when={(history()?.sources.length ?? 0) > 0}
            fallback={<p class="card__body muted">{t('storage.none')}</p>}
          >
            <div class="status-view__sources">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{t('storage.source')}</th>
                    <th scope="col">{t('storage.from')}</th>
                    <th scope="col">{t('storage.to')}</th>
                    <th scope="col" class="num">
                      {t('storage.count')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  <For each={history()?.sources}>
                    {(source) => (
                      <tr>
                        <th scope="row">{source.name}</th>
                        <td>{format.time(source.from, 'full')}</td>
                        <td>{format.time(source.to, 'full')}</td>
                        <td class="num">{format.number(source.samples, 0)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
          </Show>
        </Card>
      </Show>
    </section>
  );
}
