/** Geometry of the hexagon map: flat-topped cells in zigzag rows, and names cut to fit. */

/** Radius of labelled cells, of labelled ones in larger fleets, and of mini cells, CSS px. */
export const LABELLED_RADIUS = 42;
export const SMALL_RADIUS = 36;
export const MINI_RADIUS = 19;
/** Columns of a cluster before it starts another row: few enough that clusters stand side by side. */
const ROW = 5;
/** Gap between neighbouring cells. */
const GAP = 2;
/** Room for the outline of selected cells. */
export const MARGIN = 3;

/** Centres of `count` cells of radius `r`, and the box they need. */
export interface HexLayout {
  readonly width: number;
  readonly height: number;
  readonly centres: readonly (readonly [x: number, y: number])[];
}

/** Lays cells out in zigzag rows of at most `perRow`; see `rowLength`. */
export function hexLayout(count: number, r: number, perRow: number): HexLayout {
  const stepX = 1.5 * r + GAP;
  const height = Math.sqrt(3) * r;
  const drop = height / 2 + GAP / 2;
  const stepY = height + GAP;
  const centres: (readonly [number, number])[] = [];
  for (let i = 0; i < count; i++) {
    const column = i % perRow;
    const row = Math.floor(i / perRow);
    centres.push([
      MARGIN + r + column * stepX,
      MARGIN + height / 2 + row * stepY + (column % 2) * drop,
    ]);
  }
  const columns = Math.min(count, perRow);
  const rows = Math.ceil(count / perRow);
  // The last row may be too short to reach the lower half of the zigzag.
  const lastColumns = count - (rows - 1) * perRow;
  const hasDrop = lastColumns > 1 || (rows > 1 && perRow > 1);
  const dropped = lastColumns > 1 ? drop : hasDrop ? Math.max(0, drop - stepY) : 0;
  return {
    width: 2 * MARGIN + 2 * r + Math.max(0, columns - 1) * stepX,
    height: 2 * MARGIN + height + (rows - 1) * stepY + dropped,
    centres,
  };
}

/** How many cells stand side by side: labelled clusters stay narrow, mini ones are wider than tall, on phones all are narrow. */
export function rowLength(count: number, r: number, isPhone: boolean): number {
  if (r > MINI_RADIUS) return r < LABELLED_RADIUS ? ROW - 1 : ROW;
  if (count <= 9) return isPhone ? 3 : ROW;
  return Math.min(isPhone ? 9 : 27, Math.max(ROW, Math.ceil(Math.sqrt(count * 2.2))));
}

/** Path of a flat-topped hexagon around the origin, slightly rounded by its stroke. */
export function hexPath(r: number): string {
  const h = (Math.sqrt(3) / 2) * r;
  const x = r / 2;
  const f = (n: number) => n.toFixed(2);
  return `M${f(-r)} 0 ${f(-x)} ${f(-h)} ${f(x)} ${f(-h)} ${f(r)} 0 ${f(x)} ${f(h)} ${f(-x)} ${f(h)}Z`;
}

/** Characters a name may have per CSS px of radius. */
const NAME_DENSITY = 0.24;

/**
 * A host name cut to what a cell holds: environment words go first, then the leading word (the tier's title says it), then a number 1, then the middle.
 * @param r radius of the cell
 */
export function shortName(name: string, r = LABELLED_RADIUS): string {
  const most = Math.round(r * NAME_DENSITY);
  const fits = (text: string, spare = 0) => letters(text) <= most + spare;
  if (fits(name)) return name;
  const plain = name.replace(/-(prod|production|stg|staging|dev|test)(?=-|$)/, '');
  if (fits(plain)) return plain;
  const words = plain.split('-');
  const number = /-?(\d+)$/.exec(plain);
  const canLose = words.length > 2 || (words.length === 2 && !number && !fits(plain, 1));
  const tail = canLose ? words.slice(1).join('-') : plain;
  if (fits(tail, 1)) return tail;
  if (!number) return `${cut(tail, most)}…`;
  const word = tail.slice(0, -number[0].length);
  // The first of its kind needs no number; the others differ in nothing else.
  return Number(number[1]) === 1 && fits(word, 1)
    ? word
    : `${cut(word, most - 1 - number[1].length)}…${number[1]}`;
}

/** Length of a text in Latin letters; Hangul and its like are wider. */
function letters(text: string): number {
  let length = 0;
  for (const letter of text) length += letter > '\u1100' ? 1.7 : 1;
  return length;
}

function cut(text: string, most: number): string {
  let kept = '';
  for (const letter of text) {
    if (letters(kept + letter) > most) break;
    kept += letter;
  }
  return kept;
}
