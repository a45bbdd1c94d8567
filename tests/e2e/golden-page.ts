/** Runs in a browser for `engines.spec.ts`: computes the golden values and hands them to the page's own server. */
import { simGolden } from '../golden-sim.ts';

void fetch('./result', { method: 'POST', body: JSON.stringify(simGolden()) });
