/** `npm run headers`: writes every host's configuration under `deploy/`, as OM_CONNECT and OM_EMBED_ORIGINS ask. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deployFiles } from './headers-hosts.mjs';

const folder = fileURLToPath(new URL('../deploy/', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(deployFiles())) {
  writeFileSync(`${folder}${name}`, text);
  console.log(`deploy/${name}`);
}
