/** Parts of the calendar, in UTC, of a number of seconds since 1970. */

const PARTS: ReadonlyMap<string, (date: Date) => number> = new Map<string, (date: Date) => number>([
  ['minute', (date) => date.getUTCMinutes()],
  ['hour', (date) => date.getUTCHours()],
  ['day_of_week', (date) => date.getUTCDay()],
  ['day_of_month', (date) => date.getUTCDate()],
  [
    'day_of_year',
    (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1,
  ],
  [
    'days_in_month',
    (date) => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  ],
  ['month', (date) => date.getUTCMonth() + 1],
  ['year', (date) => date.getUTCFullYear()],
]);

/** The function of that name, `undefined` when it is none of the calendar's; NaN for instants JavaScript has no date for. */
export function calendarPart(name: string): ((seconds: number) => number) | undefined {
  const part = PARTS.get(name);
  return part && ((seconds) => part(new Date(Math.trunc(seconds) * 1000)));
}
