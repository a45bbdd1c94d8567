/** The shipped intent model in Node, as the assistant's classifier. */
import { readFile } from 'node:fs/promises';
import type { Classifier } from '../core/ask.ts';
import { EdgeError } from '../core/domain/errors.ts';
import { decide } from '../core/intent/decide.ts';
import { readManifest } from '../core/intent/manifest.ts';
import { nameSet, tokenize } from '../core/intent/tokenize.ts';
import { createIntentSession, verifyModel } from '../workers/intent-session.ts';

/** A classifier with its session. */
export interface LoadedModel extends Classifier {
  close(): Promise<void>;
}

/** Loads and checks the model. @throws EdgeError `intent/model-missing` or `intent/model-damaged` */
export async function loadModel(): Promise<LoadedModel> {
  const manifest = readManifest(JSON.parse((await read('intent.json')).toString('utf8')));
  const model = new Uint8Array(await read('intent.onnx'));
  await verifyModel(model, manifest);
  const session = await createIntentSession({ model });
  let known: { readonly list: readonly string[]; readonly set: ReadonlySet<string> } | undefined;
  return {
    ready: () => true,
    async classify(text, names) {
      if (known === undefined || known.list.length !== names.length || known.list[0] !== names[0])
        known = { list: names, set: nameSet(names) };
      return decide(await session.run(tokenize(text, known.set, manifest.words)), manifest);
    },
    close: () => session.close(),
  };
}

async function read(name: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(new URL(`../../models/${name}`, import.meta.url));
  } catch (error) {
    throw new EdgeError('intent/model-missing', `models/${name} cannot be read: ${String(error)}`, {
      name,
    });
  }
}
