/** Entry of the one-file build: what the page carries is unpacked before the app, which asks for it, is run. */
import { unpackPage } from './app/single.ts';

await unpackPage();
await import('./main.tsx');
