/** Content ids of acts. */
import { type Act, type ActKind, formatSchedule } from './domain/act.ts';
import { hashText } from './numeric/hash.ts';

const PREFIX: Readonly<Record<ActKind, string>> = {
  acknowledge: 'ack',
  note: 'note',
  assign: 'asg',
  snooze: 'snz',
  silence: 'sil',
  window: 'win',
  expire: 'exp',
  merge: 'mrg',
  split: 'spl',
};
/** Content id: the same act done at the same instant is the same on every machine, so a repeat merges. Who did it and why is not part of it, a note's text is. */
export function actId(act: Act): string {
  const parts: (string | number)[] = [act.target, act.at];
  if (act.kind === 'note') parts.push(act.note ?? '');
  if (act.kind === 'assign') parts.push(act.to);
  if (act.kind === 'merge') parts.push(act.other);
  if (act.kind === 'split') parts.push(...act.members);
  if (act.kind === 'window') parts.push(formatSchedule(act.schedule));
  return `${PREFIX[act.kind]}-${hashText(parts.join('\n')).toString(16).padStart(8, '0')}`;
}
