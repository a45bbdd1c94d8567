/** Page entry: draws the app and registers the service worker. */
import './app/styles/index.css';
import { render } from 'solid-js/web';
import { App } from './app/App.tsx';
import { registerServiceWorker } from './app/updates.ts';

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app');
render(() => <App />, root);
if (import.meta.env.PROD) registerServiceWorker();
