/** Templates × word lists: sentences that teach how the parts of a question combine, above all which part decides. Words are in grammar.<language>.txt. */
import { readFileSync } from 'node:fs';
import { INTENTS } from '../../src/core/domain/question.ts';
import { type Draw, makeDraw } from './augment.ts';
import { bare, type Row } from './corpus.ts';

/** Host names of many shapes; the tokenizer turns them all into one mark, so only their place matters. */
const HOSTS = [
  'web-prod-01',
  'db-master-01',
  'cache-redis-01',
  'k8s-worker-02',
  'mail-01',
  'was-01',
  'pg-01',
  'gw-02',
  'kafka-01',
  'es-01',
  'nas-02',
  'app-03',
  'web-05',
];

/** A language's grammar. Lists hold interchangeable words, an empty one leaves the place out; lists may refer to lists. */
interface Grammar {
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Sentences with `{list}` places, by intent. */
  readonly templates: ReadonlyMap<string, readonly string[]>;
}

/** Reads `name = a|b|c` lines, then `[intent]` sections. @throws Error for a line outside both */
export function readGrammar(text: string): Grammar {
  const lists = new Map<string, readonly string[]>([['h', HOSTS]]);
  const templates = new Map<string, string[]>();
  let section: string[] | undefined;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const intent = /^\[([a-z_.]+)\]$/.exec(line)?.[1];
    const list = /^(\w+) = (.*)$/.exec(line);
    if (intent !== undefined) {
      section = [];
      templates.set(intent, section);
    } else if (section !== undefined) section.push(line);
    else if (list !== null) lists.set(list[1], list[2].split('|'));
    else throw new Error(`not a list: ${line}`);
  }
  return { lists, templates };
}

/**
 * Up to `perIntent` different sentences of every intent and language.
 * Templates are visited in turn, so that short lists do not drown the long ones.
 * @param outOfScope how many times as many out-of-scope sentences: what lies outside is wider than any intent
 */
export function grammarRows(perIntent: number, seed: number, outOfScope = 3): readonly Row[] {
  const rows: Row[] = [];
  for (const [half, language] of (['en', 'ko'] as const).entries()) {
    const { lists, templates } = readGrammar(
      readFileSync(new URL(`grammar.${language}.txt`, import.meta.url), 'utf8'),
    );
    INTENTS.forEach((intent, label) => {
      const sentences = templates.get(intent) ?? [];
      const draw = makeDraw(seed, label * 2 + half);
      const seen = new Set<string>();
      const wanted = intent === 'out_of_scope' ? perIntent * outOfScope : perIntent;
      // Three tries per wanted sentence: small grammars run dry and simply give fewer.
      for (let i = 0; i < wanted * 3 && seen.size < wanted; i++) {
        const text = expand(sentences[i % sentences.length], lists, draw)
          .replace(/\s+/g, ' ')
          .trim();
        const key = bare(text);
        if (key === '' || seen.has(key)) continue;
        seen.add(key);
        rows.push({ text, label, language });
      }
    });
  }
  return rows;
}

/** Fills every `{list}` in, innermost last. @throws Error for an unknown list: a slip in the grammar */
function expand(
  template: string,
  lists: ReadonlyMap<string, readonly string[]>,
  draw: Draw,
): string {
  let text = template;
  for (let depth = 0; text.includes('{'); depth++) {
    if (depth > 8) throw new Error(`grammar is too deep: ${template}`);
    text = text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const words = lists.get(name);
      if (words === undefined) throw new Error(`no such list: ${name} in ${template}`);
      return draw.pick(words);
    });
  }
  return text;
}
