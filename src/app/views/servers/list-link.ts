/** What the list of servers is filtered and sorted by, as a link says it: `trouble~data~cpu-~web 01`. */
import { STATUS, type Status } from '../../../core/domain/incident.ts';
import { type Filter, NO_FILTER } from './order.ts';

/** Characters of typed text a link carries. */
const MOST_TEXT = 120;

/** The choices of one who looks at the list; `sort` names a column, `-` after it turns the order that puts the worst first. */
export interface ListChoice {
  readonly filter: Filter;
  readonly sort: string | undefined;
  readonly isFlipped: boolean;
}

/** Reads the link's text; parts it does not understand are as if left out. */
export function readList(text: string | undefined): ListChoice {
  const [status = '', tier = '', sort = '', ...rest] = (text ?? '').split('~');
  const known = [...STATUS, 'trouble' as const].find((one) => one === status);
  const words = rest.join('~');
  const isPlain = known === undefined && tier === '' && words === '';
  return {
    filter: isPlain ? NO_FILTER : { text: words, status: known, tier: tier || undefined },
    sort: sort.replace(/-$/, '') || undefined,
    isFlipped: sort.endsWith('-'),
  };
}

/** Writes it; `undefined` for what the list starts with. */
export function writeList({ filter, sort, isFlipped }: ListChoice): string | undefined {
  const status: Status | 'trouble' | '' = filter.status ?? '';
  const order = sort === undefined ? '' : `${sort}${isFlipped ? '-' : ''}`;
  const text = [...filter.text].slice(0, MOST_TEXT).join('');
  const whole = [status, filter.tier ?? '', order, text].join('~');
  return whole === '~~~' ? undefined : whole;
}
