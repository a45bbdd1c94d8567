/** Words of what leaves the browser. The page may be hidden or busy when a webhook is due, so the worker finds them itself. */
import { wordNotification } from '../../app/i18n/notify-wording.ts';
import type { Notification } from '../../core/domain/notify.ts';
import type { Locale } from '../../core/domain/session.ts';

/** Summary and description of a notification, for annotations. */
export function describeNotification(
  note: Notification,
  locale: Locale,
  zone: string,
): { readonly summary: string; readonly description: string } {
  const { title, text } = wordNotification(note, locale, {
    zone,
    bytes: 'binary',
    temperature: 'Cel',
  });
  return { summary: title, description: text.slice(title.length + 1) };
}
