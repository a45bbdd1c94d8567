/** Looks at JSON text before and after `JSON.parse`: nesting depth, where it breaks, on which lines its records stand. Source: RFC 8259. */

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const WORD = /true|false|null/uy;

/** Deepest nesting of arrays and objects; linear in the text, safe on any input. */
export function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  forEachBracket(text, (_, isOpen) => {
    depth += isOpen ? 1 : -1;
    if (depth > deepest) deepest = depth;
  });
  return deepest;
}

/** 1-based lines of the arrays and objects that are opened inside `depth` others, in order. */
export function linesAtDepth(text: string, depth: number): readonly number[] {
  const lines: number[] = [];
  let level = 0;
  let line = 1;
  let counted = 0;
  forEachBracket(text, (offset, isOpen) => {
    if (isOpen && level === depth) {
      for (; counted < offset; counted++) if (text.charCodeAt(counted) === 10) line++;
      lines.push(line);
    }
    level += isOpen ? 1 : -1;
  });
  return lines;
}

/** Offset of the first character that is not JSON, the text's length when it ends too early, -1 when it is JSON. */
export function errorOffset(text: string): number {
  const stack: number[] = [];
  let expected:
    | 'value'
    | 'value or end'
    | 'key'
    | 'key or end'
    | 'colon'
    | 'comma or end'
    | 'nothing' = 'value';
  for (let i = skipSpace(text, 0); i < text.length; i = skipSpace(text, i)) {
    const code = text.charCodeAt(i);
    const isClosing = code === 93 || code === 125;
    if (
      isClosing &&
      (expected === 'value or end' || expected === 'key or end' || expected === 'comma or end')
    ) {
      if (stack.pop() !== (code === 93 ? 91 : 123)) return i;
      expected = stack.length === 0 ? 'nothing' : 'comma or end';
      i++;
    } else if (expected === 'value' || expected === 'value or end') {
      if (code === 91 || code === 123) {
        stack.push(code);
        expected = code === 91 ? 'value or end' : 'key or end';
        i++;
        continue;
      }
      const end = code === 34 ? stringEnd(text, i) : scalarEnd(text, i);
      if (end < 0) return -end - 1;
      i = end;
      expected = stack.length === 0 ? 'nothing' : 'comma or end';
    } else if (expected === 'key' || expected === 'key or end') {
      const end = code === 34 ? stringEnd(text, i) : -i - 1;
      if (end < 0) return -end - 1;
      i = end;
      expected = 'colon';
    } else if (expected === 'colon' && code === 58) {
      expected = 'value';
      i++;
    } else if (expected === 'comma or end' && code === 44) {
      expected = stack.at(-1) === 91 ? 'value' : 'key';
      i++;
    } else return i;
  }
  return expected === 'nothing' ? -1 : text.length;
}

/** 1-based line and column of an offset. */
export function placeAt(
  text: string,
  offset: number,
): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

function forEachBracket(text: string, visit: (offset: number, isOpen: boolean) => void): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) {
      i++;
      while (i < text.length && text.charCodeAt(i) !== 34) i += text.charCodeAt(i) === 92 ? 2 : 1;
    } else if (code === 91 || code === 123) visit(i, true);
    else if (code === 93 || code === 125) visit(i, false);
  }
}

function skipSpace(text: string, from: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) break;
  }
  return i;
}

/** Offset after the string that begins at `from`, or −(offset of its fault) − 1. */
function stringEnd(text: string, from: number): number {
  for (let i = from + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34) return i + 1;
    if (code < 32) return -i - 1;
    if (code !== 92) continue;
    const isUnicode = text.charCodeAt(i + 1) === 117;
    const isEscape = isUnicode
      ? /^[0-9a-f]{4}$/iu.test(text.slice(i + 2, i + 6))
      : /^["\\/bfnrt]$/u.test(text.charAt(i + 1));
    if (!isEscape) return -i - 1;
    i += isUnicode ? 5 : 1;
  }
  return -text.length - 1;
}

function scalarEnd(text: string, from: number): number {
  for (const pattern of [NUMBER, WORD]) {
    pattern.lastIndex = from;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return -from - 1;
}
