/** The console as a portal may move it: session, engine and assistant of the embedded page behind the commands. */
import { getOwner, runWithOwner } from 'solid-js';
import { serverIndex } from '../../core/domain/fleet.ts';
import { EMBED_TOKENS, type EmbedAnswer, type EmbedTokens } from '../../embed/wire.ts';
import type { Assistant } from '../assistant.ts';
import type { Engine } from '../engine.tsx';
import type { Reader } from '../i18n/i18n.tsx';
import type { SessionStore } from '../session.ts';
import type { EmbedTarget } from './carry-out.ts';
import { EmbedRefusal } from './guard.ts';
import { makeOpener, type OpenerHost } from './opener.ts';

/** What a colour of the portal stands for here. */
const PROPERTIES: Readonly<Record<(typeof EMBED_TOKENS)[number], readonly string[]>> = {
  accent: ['--accent', '--accent-fg', '--accent-solid', '--series-1'],
  background: ['--bg-app', '--bg-shell'],
  surface: ['--bg-surface', '--bg-raised'],
  radius: ['--r-lg'],
};

/** Makes the target. @param setFilter shows only servers that contain the text @param ask asks the reader about an address */
export function makeTarget(
  engine: Engine,
  store: SessionStore,
  reader: Reader,
  setFilter: (filter: string) => void,
  topic: EmbedTarget['topic'],
  ask: OpenerHost['ask'],
): EmbedTarget & { isOpening(): boolean } {
  const owner = getOwner();
  let assistant: Promise<Assistant> | undefined;
  const assist = () => {
    assistant ??= Promise.all([
      import('../assistant.ts'),
      import('../../workers/intent.worker.ts?worker&url'),
    ]).then(([{ createAssistant }, { default: url }]) => {
      const made = runWithOwner(owner, () => createAssistant(engine, store, reader, url));
      if (!made) throw new Error('the page is gone');
      return made;
    });
    return assistant;
  };

  /** Whether a command waits for another source: then its answer tells what went wrong. */
  let opening = 0;
  const opener = makeOpener({
    call: engine.call,
    ask,
    async show(source) {
      opening++;
      try {
        store.adjust({ ...source, from: undefined, actions: [] });
        // By itself it is opened in a moment; only this says when.
        await engine.reopen();
        await engine.settled();
      } finally {
        opening--;
      }
      return { servers: engine.fleet()?.servers.length ?? 0, t: engine.snapshot()?.t ?? 0 };
    },
    now: () => performance.now(),
  });

  return {
    ...opener,
    isOpening: () => opening > 0,
    session: store.session,
    adjust: store.adjust,
    settled: () => engine.settled(),
    async arrived() {
      // The engine was told before it is asked this, and says that it replays before it answers.
      await engine.call('ping', {});
      await engine.settled();
    },
    shown: () => engine.snapshot()?.t ?? 0,
    async act(action) {
      const fleet = engine.fleet();
      const { target } = action;
      const isPlace = fleet?.racks.some(({ name, row, room, site }) =>
        [name, row, room, site].includes(target),
      );
      if (!fleet || (serverIndex(fleet, target) < 0 && !isPlace))
        throw new EmbedRefusal('sim/unknown-target', 'the fleet has no such server or place');
      await engine.act(action);
    },
    query: (request, signal) => engine.call('query', request, signal),
    async ask(question, signal): Promise<EmbedAnswer> {
      const [made, { wordPhrase }] = await Promise.all([assist(), import('../i18n/wording.ts')]);
      const asking = { text: question, previous: undefined, corrections: undefined };
      const { answer } = await made.ask(asking, () => undefined, signal);
      const { language, intent, confidence, refused, promql } = answer;
      const options = { ...reader.options(), zone: reader.zone() };
      const sentences = answer.paragraphs.map((phrase) => wordPhrase(language, phrase, options));
      return { text: sentences.join('\n'), language, intent, confidence, refused, promql };
    },
    setFilter,
    setTokens: paint,
    topic,
  };
}

/** Sets what is given and takes away what is not. The values were checked: written-out colours and lengths only. */
function paint(tokens: EmbedTokens): void {
  const { style } = document.documentElement;
  for (const name of EMBED_TOKENS) {
    const value = tokens[name];
    for (const property of PROPERTIES[name]) {
      if (value === undefined) style.removeProperty(property);
      else style.setProperty(property, value);
    }
  }
}
