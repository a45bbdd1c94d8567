/** WebSockets for tests in Node, where the product's own worker code finds the global one. */
import { createRequire } from 'node:module';
import type * as Ws from 'ws';

// By its file: under the runner's conditions the package's name means its browser half.
const { WebSocket, WebSocketServer }: typeof Ws = createRequire(import.meta.url)(
  '../../node_modules/ws/index.js',
);
// Node 20 has no WebSocket of its own.
Object.assign(globalThis, { WebSocket: globalThis.WebSocket ?? WebSocket });

export { WebSocketServer };
