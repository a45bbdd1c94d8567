/** One file of what is on screen: which period, with or without names, made and saved here. */
import { FileDown } from 'lucide-solid';
import { createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { EdgeError } from '../../core/domain/errors.ts';
import { HOUR } from '../../core/domain/time.ts';
import type { Redaction } from '../../core/redact.ts';
import type { BundleRequest } from '../../core/share-calls.ts';
import { createQuery, useEngine } from '../engine.tsx';
import { useReader } from '../i18n/i18n.tsx';
import { BUNDLE_SUFFIX, BUNDLE_TYPE, fileStem, saveBytes } from '../save-file.ts';
import { useSession } from '../session.ts';
import { APP_VERSION } from '../views/status/device.ts';
import { ErrorCard } from '../widgets/ErrorCard.tsx';
import { Meter } from '../widgets/Meter.tsx';
import { Segmented } from '../widgets/Segmented.tsx';
import { NamesTable } from './NamesTable.tsx';
import { useShareProgress } from './share-progress.ts';
import { useShareWords } from './share-words.ts';

const PERIODS = ['whole', 'shown', 'hour'] as const;
/** Rows of the preview. */
const ROWS = 200;

/** The tab of the file. */
export function BundlePane() {
  const engine = useEngine();
  const session = useSession();
  const reader = useReader();
  const progress = useShareProgress();
  const { t, format } = useShareWords();
  const [period, setPeriod] = createSignal<(typeof PERIODS)[number]>('whole');
  const [isHidden, setHidden] = createSignal(true);
  const [redaction, setRedaction] = createSignal<Redaction>({ seed: newSeed(), kept: [], own: [] });
  const [filter, setFilter] = createSignal('');
  const [made, setMade] = createSignal<{ readonly name: string; readonly size: number }>();
  const [failure, setFailure] = createSignal<EdgeError>();
  const [running, setRunning] = createSignal<AbortController>();
  onCleanup(() => running()?.abort());

  /** The instant shown when the dialog was opened, so that the plan does not change with every tick. */
  const opened = engine.snapshot()?.t ?? 0;
  const request = createMemo((): BundleRequest => {
    const now = session.session();
    const shown = opened - now.range;
    const from = {
      whole: Math.min(now.from ?? opened, shown),
      shown,
      hour: opened - HOUR,
    }[period()];
    return {
      session: { ...now, zone: reader.zone() },
      from,
      title: t('file.sim'),
      redaction: isHidden() ? redaction() : undefined,
    };
  });
  const plan = createQuery((signal) =>
    engine.status() === 'ready'
      ? engine.call('planBundle', { ...request(), filter: filter(), most: ROWS }, signal)
      : undefined,
  );
  const isTooLong = () => (plan()?.samples ?? 0) > (plan()?.most ?? 0);

  async function make() {
    const controller = new AbortController();
    setRunning(controller);
    setFailure(undefined);
    setMade(undefined);
    try {
      const { bytes } = await engine.call(
        'makeBundle',
        { ...request(), app: APP_VERSION },
        controller.signal,
      );
      const title = isHidden() ? t('file.redacted') : (engine.provenance()?.name ?? '');
      const name = `${fileStem(title, engine.snapshot()?.t ?? opened)}${BUNDLE_SUFFIX}`;
      saveBytes(name, bytes as Uint8Array<ArrayBuffer>, BUNDLE_TYPE);
      setMade({ name, size: bytes.length });
    } catch (error) {
      if (!(error instanceof EdgeError)) throw error;
      if (error.code !== 'abort/cancelled') setFailure(error);
    } finally {
      setRunning(undefined);
    }
  }

  return (
    <div class="share-file">
      <p class="muted">{t('file.note')}</p>
      <div class="share-file__period">
        <Segmented
          label={t('file.period')}
          options={PERIODS.map((value) => ({ value, label: t(`file.period.${value}`) }))}
          value={period()}
          onChange={setPeriod}
        />
        <Show when={plan()}>
          {(found) => (
            <span class="num muted">
              {t('file.from', {
                from: format.time(found().from, 'full'),
                to: format.time(found().to, 'full'),
              })}
              {' · '}
              {t('file.samples', { count: { n: found().samples, unit: 'count' } })}
            </span>
          )}
        </Show>
      </div>
      <Show when={plan() && !plan()?.isWhole}>
        <p class="muted">{t('file.part')}</p>
      </Show>
      <Show when={isTooLong()}>
        <p role="alert">{t('file.tooMany', { most: { n: plan()?.most ?? 0, unit: 'count' } })}</p>
      </Show>
      <label class="share-check">
        <input
          type="checkbox"
          checked={isHidden()}
          onChange={(event) => setHidden(event.currentTarget.checked)}
        />
        <span>
          {t('file.hide')}
          <small class="muted">{t('file.hide.hint')}</small>
        </span>
      </label>
      <Show when={isHidden() && plan()}>
        {(found) => (
          <NamesTable
            plan={found()}
            redaction={redaction()}
            filter={filter()}
            onFilter={setFilter}
            onChange={(change) => setRedaction({ ...redaction(), ...change })}
            onAgain={() => setRedaction({ ...redaction(), seed: newSeed() })}
          />
        )}
      </Show>
      <Show when={plan.error() ?? failure()}>{(error) => <ErrorCard error={error()} />}</Show>
      <div class="share-file__foot">
        <Show
          when={running()}
          fallback={
            <>
              <span role="status">
                <Show when={made()}>
                  {(file) =>
                    t('file.made', {
                      name: file().name,
                      size: { n: file().size, unit: 'By' },
                    })
                  }
                </Show>
              </span>
              <button
                type="button"
                class="button"
                data-kind="primary"
                data-make-bundle
                disabled={!plan() || isTooLong()}
                onClick={() => void make()}
              >
                <FileDown size={14} aria-hidden="true" />
                {t('file.make')}
              </button>
            </>
          }
        >
          {(controller) => (
            <>
              <span class="share-file__running">
                {t('file.making', { share: progress() })}
                <Meter value={progress() / 100} label={t('file.making', { share: progress() })} />
              </span>
              <button type="button" class="button" onClick={() => controller().abort()}>
                {t('file.cancel')}
              </button>
            </>
          )}
        </Show>
      </div>
    </div>
  );
}

function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0];
}
