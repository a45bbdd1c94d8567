/** Dictionaries: both languages say the same things, in their own words, about everything the product knows. */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TERRITORY } from './dictionaries.ts';

const EN = new URL('../../src/app/i18n/en/', import.meta.url);
const KO = new URL('../../src/app/i18n/ko/', import.meta.url);
const areas = readdirSync(EN).map((file) => file.replace('.ts', ''));

async function dictionary(folder: URL, area: string): Promise<ReadonlyMap<string, string>> {
  const module: Record<string, Record<string, string>> = await import(
    new URL(`${area}.ts`, folder).href
  );
  return new Map(Object.values(module).flatMap((words) => Object.entries(words)));
}

/** Names of a message's arguments, without particles and plural forms. */
function argumentsOf(message: string): readonly string[] {
  return [...message.matchAll(/\{([A-Za-z0-9_]+)/g)].map(([, name]) => name).sort();
}

test('both languages have the same areas', () => {
  expect(
    readdirSync(KO)
      .map((file) => file.replace('.ts', ''))
      .sort(),
  ).toEqual([...areas].sort());
});

test.each(areas)('%s: the same keys and arguments in both languages', async (area) => {
  const en = await dictionary(EN, area);
  const ko = await dictionary(KO, area);
  expect([...ko.keys()].sort()).toEqual([...en.keys()].sort());
  for (const [key, message] of en) {
    const there = new Set(argumentsOf(ko.get(key) ?? ''));
    const here = new Set(argumentsOf(message));
    expect(
      [...there].filter((name) => !here.has(name)),
      `${key}: only in Korean`,
    ).toEqual([]);
  }
});

test.each(areas)('%s: no message is empty and English holds no Hangul', async (area) => {
  for (const [key, message] of await dictionary(EN, area)) {
    expect(message.trim(), key).not.toBe('');
    // A language's own name is written in its own script.
    if (!/language|lang|korean/i.test(key)) expect(message, key).not.toMatch(/[\uac00-\ud7a3]/);
  }
  for (const [key, message] of await dictionary(KO, area)) expect(message.trim(), key).not.toBe('');
});

test.each(areas)('%s: particles are written with both forms', async (area) => {
  for (const [key, message] of await dictionary(KO, area)) {
    for (const [, form] of message.matchAll(/\{[A-Za-z0-9_]+\|([^{}]*)\}/g)) {
      if (!form.startsWith('plural:')) expect(form, key).toMatch(/^[가-힣]+\/[가-힣]+$/);
    }
  }
});

test('everything the core can name has a word', async () => {
  const terms = await dictionary(EN, 'terms');
  const missing = TERRITORY.filter((key) => !terms.has(key));
  expect(missing).toEqual([]);
});
