/** The same link is the same picture in Node and in the browser, bit for bit: values and open alerts have one digest. */
import { parseSession } from '../../src/core/domain/session.ts';
import { engineAt } from '../workers/node-engine.ts';
import { expect, INCIDENT, link, open, test } from './fixtures.ts';

for (const extra of ['', INCIDENT, '&scenario=stress&n=60', '&scenario=failure']) {
  test(`digest of ${extra || 'the calm fleet'}`, async ({ page }) => {
    const hash = link('status', extra);
    const { session } = parseSession(hash);
    const { engine, next } = engineAt(Date.now());
    const { signal } = new AbortController();
    const shown = next(session.at);
    await engine.open({ session, locale: 'en' }, signal);
    await shown;
    const { digest } = await engine.health({}, signal);
    await open(page, hash);
    await expect(page.locator('[data-digest]')).toHaveText(digest);
  });
}
