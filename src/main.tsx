/** Page entry: draws the app and registers the service worker. */
import './app/styles/index.css';
import { render } from 'solid-js/web';
import { App } from './app/App.tsx';
import { registerServiceWorker } from './app/updates.ts';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
// In another page's frame one screen is shown, nothing is kept, and a portal may speak to it: however it was framed.
if (window.parent !== window || new URLSearchParams(location.search).has('embed')) {
  void import('./app/embed/EmbedApp.tsx').then(({ EmbedApp }) => render(() => <EmbedApp />, root));
} else {
  render(() => <App />, root);
  if (import.meta.env.PROD) registerServiceWorker();
}
