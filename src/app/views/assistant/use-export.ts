/** Hands a conversation to the browser as a Markdown file. Nothing leaves the device. */
import { assistant as en } from '../../i18n/en/assistant.ts';
import { useWords } from '../../i18n/i18n.tsx';
import { assistant as ko } from '../../i18n/ko/assistant.ts';
import { usePhrases } from '../../phrases.ts';
import { saveText } from '../../save-file.ts';
import { unitOf } from '../../unit-of.ts';
import { useMethodWords } from './AnswerFoot.tsx';
import { type Conversation, titleOf } from './conversations.ts';
import { conversationMarkdown } from './markdown.ts';

const words = { en, ko };

/** The export with the nearest reader's words. */
export function useExport(): (conversation: Conversation) => void {
  const { t, format } = useWords(words);
  const phrases = usePhrases();
  const method = useMethodWords();
  return (conversation) => {
    const text = conversationMarkdown(conversation, {
      say: (answer, paragraph) => phrases.say(answer.language, paragraph),
      evidence: ({ language }, { metric, value }) => ({
        metric: phrases.term(language, `metric.${metric}`).replace(/^metric\./, ''),
        value: phrases.amount(language, { n: value, unit: unitOf(metric) }),
      }),
      method: (answer) =>
        t('answer.method', { method: method(answer.method), ms: format.number(answer.ms, 1) }),
      headings: {
        evidence: [
          t('export.number'),
          t('export.metric'),
          t('export.server'),
          t('export.value'),
          t('export.at'),
          t('export.query'),
        ],
        query: t('answer.promql'),
        none: t('think.stopped'),
        note: t('export.note'),
      },
    });
    saveText(`${fileName(titleOf(conversation))}.md`, text, 'text/markdown');
  };
}

/** A title as a file name every system takes. */
function fileName(title: string): string {
  const name = title
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return name === '' ? 'conversation' : name;
}
