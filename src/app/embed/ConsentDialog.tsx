/** Asks the reader of a frame: may an unknown portal connect, may a portal show real servers. Who asks, what it could do then, what it never can. */
import { createSignal, For, type JSX, Show } from 'solid-js';
import { originOf } from '../../core/domain/connection.ts';
import { embed as en } from '../i18n/en/embed.ts';
import { useWords } from '../i18n/i18n.tsx';
import { embed as ko } from '../i18n/ko/embed.ts';
import { Modal } from '../widgets/Modal.tsx';
import { createArming } from './armed.ts';
import type { Consent } from './gate.ts';
import { canRemember } from './trust.ts';

const words = { en, ko };

/** @param props.origin who asks to connect; `undefined` while nobody does. Escape is a no. */
export function ConsentDialog(props: {
  origin: string | undefined;
  onAnswer: (consent: Consent) => void;
}) {
  const { t } = useWords(words);
  return (
    <Question
      open={props.origin !== undefined}
      label={t('consent.label')}
      title={t('consent.title', { origin: '\u0000' })}
      named={[props.origin ?? '']}
      no={t('consent.no')}
      onNo={() => props.onAnswer('never')}
      yes={[
        { text: t('consent.once'), say: () => props.onAnswer('once') },
        ...(canRemember()
          ? [{ text: t('consent.always'), say: () => props.onAnswer('always') }]
          : []),
      ]}
    >
      <p>{t('consent.may')}</p>
      <ul>
        <li>{t('consent.read')}</li>
        <li>{t('consent.move')}</li>
      </ul>
      <p class="muted">{t('consent.never')}</p>
    </Question>
  );
}

/**
 * @param props.url what is to be shown; `undefined` while nothing is
 * @param props.portal who wants it shown
 */
export function SourceDialog(props: {
  url: string | undefined;
  portal: string | undefined;
  onAnswer: (isAllowed: boolean) => void;
}) {
  const { t } = useWords(words);
  return (
    <Question
      open={props.url !== undefined}
      label={t('connect.label')}
      title={t('connect.title', { portal: '\u0000', origin: '\u0000' })}
      named={[props.portal ?? '', originOf(props.url ?? '')]}
      no={t('connect.no')}
      onNo={() => props.onAnswer(false)}
      yes={[{ text: t('connect.yes'), say: () => props.onAnswer(true) }]}
    >
      <Show when={props.url !== originOf(props.url ?? '')}>
        <p>
          <code translate="no">{props.url}</code>
        </p>
      </Show>
      <ul>
        <li>{t('connect.read')}</li>
        <li>{t('connect.portal')}</li>
      </ul>
      <p class="muted">{t('connect.never')}</p>
    </Question>
  );
}

/** @param props.title in which every `\u0000` is the next of `named` */
function Question(props: {
  open: boolean;
  label: string;
  title: string;
  named: readonly string[];
  no: string;
  onNo: () => void;
  yes: readonly { readonly text: string; say(): void }[];
  children: JSX.Element;
}) {
  const { t } = useWords(words);
  const [title, setTitle] = createSignal<Element>();
  const [foot, setFoot] = createSignal<Element>();
  const arming = createArming(() => {
    const parts = [title(), foot()].filter((part) => part !== undefined);
    return props.open && parts.length === 2 ? parts : [];
  });
  return (
    <Modal open={props.open} onClose={() => props.onNo()} label={props.label} class="consent">
      <h2 ref={setTitle}>
        <For each={props.title.split('\u0000')}>
          {(part, i) => (
            <>
              {i() > 0 && <code translate="no">{props.named[i() - 1]}</code>}
              {part}
            </>
          )}
        </For>
      </h2>
      <div class="consent__text">
        {props.children}
        <p class="consent__covered" role="status">
          {arming() === 'covered' ? t('consent.covered') : ''}
        </p>
      </div>
      <footer ref={setFoot}>
        <button type="button" class="button" onClick={() => props.onNo()}>
          {props.no}
        </button>
        <For each={props.yes}>
          {(answer, i) => (
            <button
              type="button"
              class="button"
              data-kind={i() === props.yes.length - 1 ? 'primary' : undefined}
              disabled={arming() !== 'armed'}
              onClick={() => answer.say()}
            >
              {answer.text}
            </button>
          )}
        </For>
      </footer>
    </Modal>
  );
}
