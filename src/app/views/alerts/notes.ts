/** Reasons people gave for a silence: kept on this device, by alert id. */
import { isRecord } from '../../json.ts';

/** One reason and who gave it. */
export interface AlertNote {
  readonly text: string;
  readonly author: string;
  readonly at: number;
}

/** Notes by alert id, oldest first. */
export type AlertNotes = Readonly<Record<string, AlertNote>>;

const MOST_NOTES = 300;

/** Adds a note; the oldest give way beyond 300. */
export function withNote(notes: AlertNotes, alert: string, note: AlertNote): AlertNotes {
  const kept = Object.entries(notes)
    .filter(([id]) => id !== alert)
    .slice(-(MOST_NOTES - 1));
  return Object.fromEntries([...kept, [alert, note]]);
}

/** Notes from stored JSON; what is not a note is left out. */
export function parseNotes(raw: unknown): AlertNotes | undefined {
  if (!isRecord(raw)) return undefined;
  const notes: [string, AlertNote][] = [];
  for (const [id, note] of Object.entries(raw)) {
    if (!isRecord(note)) continue;
    const { text, author, at } = note;
    if (typeof text === 'string' && typeof author === 'string' && typeof at === 'number')
      notes.push([id, { text, author, at }]);
  }
  return Object.fromEntries(notes);
}
