/** A QR code as the outline of its dark modules. Sole importer of qrcode-generator; only its matrix is used, none of its markup. */
import qrcode from 'qrcode-generator';

/** Characters beyond which the modules are too fine for a camera before a screen. */
export const LONGEST_QR = 1200;
/** Light modules a reader needs around the code. */
const QUIET = 4;

/** A code: modules per side with the quiet zone, and an SVG path in units of one module. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

/** The code of a text; `undefined` for one too long to be read from a screen. */
export function qrOf(text: string): QrCode | undefined {
  if (text.length > LONGEST_QR) return undefined;
  const code = qrcode(0, text.length > 400 ? 'L' : 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  let path = '';
  for (let row = 0; row < count; row++) {
    for (let from = 0; from < count; ) {
      let to = from;
      while (to < count && code.isDark(row, to)) to++;
      if (to > from) path += `M${from + QUIET} ${row + QUIET}h${to - from}v1h${from - to}z`;
      from = to + 1;
    }
  }
  return { size: count + 2 * QUIET, path };
}
