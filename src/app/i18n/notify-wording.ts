/** Notifications in words: title, sentences, steps, and all of it as plain text. Pure: the page and the worker say the same. */
import type { Notification } from '../../core/domain/notify.ts';
import type { Phrase } from '../../core/domain/phrase.ts';
import type { Locale } from '../../core/domain/session.ts';
import { notify as en } from './en/notify.ts';
import { notify as ko } from './ko/notify.ts';
import { type WordingOptions, wordPhrase, wordTerm } from './wording.ts';

const NOTIFY: Readonly<Record<Locale, Readonly<Record<string, string>>>> = { en, ko };

/** A notification in one language. */
export interface WordedNotification {
  readonly title: string;
  readonly lines: readonly string[];
  readonly recommendations: readonly string[];
  /** Title, sentences, steps and confidence, one to a line. */
  readonly text: string;
}

/** Words a notification. Names that are in no dictionary (rules and metrics of one's own) are shown as they are. */
export function wordNotification(
  { message }: Pick<Notification, 'message'>,
  locale: Locale,
  options: WordingOptions,
): WordedNotification {
  const say = (phrase: Phrase) => wordPhrase(locale, named(phrase), options, NOTIFY[locale]);
  const title = say(message.title);
  const lines = message.lines.map(say);
  const recommendations = message.recommendations.map(say);
  const steps =
    recommendations.length > 0
      ? [NOTIFY[locale]['notify.steps'], ...recommendations.map((step) => `- ${step}`)]
      : [];
  const confidence =
    message.confidence === undefined
      ? []
      : [
          say({
            key: 'notify.confidence',
            args: { share: { n: message.confidence, unit: '1' } },
          }),
        ];
  return {
    title,
    lines,
    recommendations,
    text: [title, ...lines, ...confidence, ...steps].join('\n'),
  };
}

function named({ key, args }: Phrase): Phrase {
  return {
    key,
    args: Object.fromEntries(
      Object.entries(args).map(([name, arg]) => {
        if (typeof arg !== 'object' || !('term' in arg)) return [name, arg];
        const bare = /^(?:rule|metric)\.(.+)$/u.exec(arg.term)?.[1];
        return [name, bare !== undefined && wordTerm('en', arg.term) === arg.term ? bare : arg];
      }),
    ),
  };
}
