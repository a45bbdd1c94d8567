/** Entry of `embed.js`: registers the element once, and offers the client to pages without a bundler as `OpenManagerEdge`. */
import { connect, EmbedError, embedUrl } from './client.ts';
import { OpenManagerEdgeElement } from './element.ts';

if (!customElements.get('openmanager-edge'))
  customElements.define('openmanager-edge', OpenManagerEdgeElement);

Object.assign(globalThis, { OpenManagerEdge: { connect, embedUrl, EmbedError } });
