/** What the element shows instead of the simulated fleet: an address in `source`, or a file it was given. */
import type { EmbedClient, EmbedShown } from './client.ts';
import { isAddress } from './element-attributes.ts';

/** What may be set as `file`; a text is taken as the content. */
export type ElementFile = Blob | string;

/** Brings real data into a connected console; `undefined` when the element asks for simulated ones. */
export function openSource(
  client: EmbedClient,
  source: string | null,
  file: ElementFile | null,
): Promise<EmbedShown> | undefined {
  if (file !== null) return client.openFile(file);
  return isAddress(source) ? client.openLive(source) : undefined;
}
