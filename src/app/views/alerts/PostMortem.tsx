/** The post-mortem of an incident: a draft from its story in either language, read as it will look, edited as Markdown, kept on this device. */
import './post-mortem.css';
import { BookOpenText, Copy, Download, RotateCcw, SquarePen, Undo2 } from 'lucide-solid';
import { createEffect, createSignal, on, Show, untrack } from 'solid-js';
import type { Response, StoryLine } from '../../../core/alert/story.ts';
import type { Alert, Incident } from '../../../core/domain/incident.ts';
import type { Locale } from '../../../core/domain/session.ts';
import { createQuery, useEngine } from '../../engine.tsx';
import { useReader } from '../../i18n/i18n.tsx';
import { incidentLabel } from '../../incident-label.ts';
import { createKept } from '../../kept.ts';
import { saveText } from '../../save-file.ts';
import { Modal } from '../../widgets/Modal.tsx';
import { ScrollRegion } from '../../widgets/ScrollRegion.tsx';
import { Segmented } from '../../widgets/Segmented.tsx';
import { useInboxWords } from './inbox-words.ts';
import { MarkdownPreview } from './MarkdownPreview.tsx';
import { measureAlerts } from './measure.ts';
import { type Measured, writePostMortem } from './post-mortem.ts';

export default function PostMortem(props: {
  incident: Incident;
  alerts: readonly Alert[];
  story: readonly StoryLine[];
  response: Response;
  isHere: boolean;
  zone: string | undefined;
  onClose: () => void;
}) {
  const engine = useEngine();
  const reader = useReader();
  const { t } = useInboxWords();
  const [language, setLanguage] = createSignal<Locale>(reader.locale());
  const [isCopied, setCopied] = createSignal(false);
  const [mode, setMode] = createSignal<'read' | 'write'>('read');
  /** The draft that was written over, while it can be brought back. */
  const [replaced, setReplaced] = createSignal<string>();
  const keep = (locale: Locale) =>
    createKept<string>(engine, `post-mortem:${props.incident.id}:${locale}`, '', (raw) =>
      typeof raw === 'string' ? raw : undefined,
    );
  /** One draft per language: changing it never costs what was written. */
  const drafts = { en: keep('en'), ko: keep('ko') };
  const kept = () => drafts[language()];
  const now = engine.snapshot()?.t ?? props.incident.openedAt;
  const measured = createQuery(async (signal): Promise<readonly Measured[]> => {
    if (!props.isHere) return [];
    // Measured once: each tick brings the alerts anew, and the draft says how it was when it was written.
    const found = await measureAlerts(
      engine,
      untrack(() => props.alerts),
      now,
      signal,
    );
    return found.flatMap((one) => one.measured ?? []);
  });
  const write = () =>
    kept().update(() =>
      writePostMortem(
        {
          incident: props.incident,
          story: props.story,
          response: props.response,
          measured: measured() ?? [],
          now,
        },
        language(),
        reader.zone(),
        reader.options(),
      ),
    );
  // Written once what is measured has arrived, unless a draft was kept.
  createEffect(
    on([measured, () => kept().loaded()], ([facts, isLoaded]) => {
      if (facts && isLoaded && kept().value() === '') write();
    }),
  );
  const edit = (text: string) => {
    setCopied(false);
    kept().update(() => text);
  };
  const renew = () => {
    setReplaced(kept().value());
    setCopied(false);
    write();
  };
  async function copy() {
    await navigator.clipboard.writeText(kept().value());
    setCopied(true);
  }

  const title = () => t('pm.title', { incident: incidentLabel(props.incident.id) });
  return (
    <Modal open label={title()} class="post-mortem" onClose={props.onClose}>
      <div class="post-mortem__head">
        <h2>{title()}</h2>
        <Segmented
          label={t('pm.mode')}
          options={[
            {
              value: 'read',
              label: (
                <>
                  <BookOpenText size={14} aria-hidden="true" /> {t('pm.read')}
                </>
              ),
            },
            {
              value: 'write',
              label: (
                <>
                  <SquarePen size={14} aria-hidden="true" /> {t('pm.write')}
                </>
              ),
            },
          ]}
          value={mode()}
          onChange={setMode}
        />
        <Segmented
          label={t('pm.language')}
          options={[
            { value: 'en', label: 'English' },
            { value: 'ko', label: '한국어' },
          ]}
          value={language()}
          onChange={(next) => {
            setLanguage(next);
            setReplaced(undefined);
            setCopied(false);
          }}
        />
      </div>
      <div class="post-mortem__body" data-mode={mode()}>
        <Show when={mode() === 'write'}>
          <textarea
            class="field post-mortem__text mono"
            aria-label={t('pm.text')}
            lang={language()}
            spellcheck={false}
            value={kept().value()}
            onInput={(event) => edit(event.currentTarget.value)}
          />
        </Show>
        <ScrollRegion class="post-mortem__page" label={t('pm.page')} isLong>
          <MarkdownPreview
            text={kept().value()}
            lang={language()}
            tableLabel={t('pm.table')}
            tasks={{ done: t('pm.task.done'), open: t('pm.task.open') }}
          />
        </ScrollRegion>
      </div>
      <div class="post-mortem__foot">
        <span class="muted">{t('pm.kept')}</span>
        <Show
          when={replaced() !== undefined}
          fallback={
            <button type="button" class="button" data-kind="quiet" onClick={renew}>
              <RotateCcw size={14} aria-hidden="true" />
              {t('pm.renew')}
            </button>
          }
        >
          <button
            type="button"
            class="button"
            data-kind="quiet"
            onClick={() => {
              edit(replaced() ?? '');
              setReplaced(undefined);
            }}
          >
            <Undo2 size={14} aria-hidden="true" />
            {t('pm.undo')}
          </button>
        </Show>
        <button type="button" class="button" onClick={() => void copy()}>
          <Copy size={14} aria-hidden="true" />
          <span aria-live="polite">{t(isCopied() ? 'pm.copied' : 'pm.copy')}</span>
        </button>
        <button
          type="button"
          class="button"
          onClick={() =>
            saveText(`post-mortem-${props.incident.id}.md`, kept().value(), 'text/markdown')
          }
        >
          <Download size={14} aria-hidden="true" />
          {t('pm.save')}
        </button>
        <button type="button" class="button" data-kind="primary" onClick={() => props.onClose()}>
          {t('pm.close')}
        </button>
      </div>
    </Modal>
  );
}
