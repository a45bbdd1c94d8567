/** The proxies the doctor offers, run by real nginx and Caddy as they are written: preflight, 401 and data readable from the page, and from no other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caddyRecipe, nginxRecipe } from '../../src/core/formats/proxy-recipe.ts';
import { runCaddy, runNginx } from './proxies.ts';
import {
  freePort,
  makeStage,
  missing,
  type Stage,
  startAlertmanager,
  startPrometheus,
} from './servers.ts';

const PAGE = 'https://edge.example';
const TOOLS = [
  { tool: 'nginx', recipe: nginxRecipe, run: runNginx },
  { tool: 'caddy', recipe: caddyRecipe, run: runCaddy },
] as const;

for (const { tool, recipe, run } of TOOLS) {
  const absent = missing('prometheus', 'alertmanager', tool);
  describe.skipIf(absent)(`the ${tool} recipe${absent ? ` (skipped: ${absent})` : ''}`, () => {
    let stage: Stage;
    let prometheus: string;
    beforeAll(async () => {
      stage = makeStage();
      prometheus = await startPrometheus(stage, []);
    }, 60_000);
    afterAll(() => stage.stop());

    const open = async (upstream: string, users?: string) => {
      const port = await freePort();
      await run(stage, recipe({ upstream, page: PAGE, port }), port, users);
      return `http://127.0.0.1:${port}`;
    };
    const allows = (response: Response) => response.headers.get('access-control-allow-origin');

    test('data is readable from the page, by GET and by the form the app posts', async () => {
      const url = await open(prometheus);
      const asked = { headers: { Origin: PAGE } };
      const got = await fetch(`${url}/api/v1/query?query=1`, asked);
      expect([got.status, allows(got)]).toEqual([200, PAGE]);
      const posted = await fetch(`${url}/api/v1/query`, {
        ...asked,
        method: 'POST',
        body: new URLSearchParams({ query: '1+1' }),
      });
      expect(allows(posted)).toBe(PAGE);
      expect(await posted.json()).toMatchObject({
        status: 'success',
        data: { resultType: 'scalar' },
      });
    }, 60_000);

    test('a preflight is answered before any login, 401 is readable, and the right password gets through', async () => {
      const url = await open(prometheus, 'ops:secret');
      const preflight = await fetch(`${url}/api/v1/query`, {
        method: 'OPTIONS',
        headers: {
          Origin: PAGE,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization',
        },
      });
      expect([preflight.status, allows(preflight)]).toEqual([204, PAGE]);
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/authorization/iu);
      const refused = await fetch(`${url}/api/v1/query?query=1`);
      expect([refused.status, allows(refused)]).toEqual([401, PAGE]);
      const wrong = await fetch(`${url}/api/v1/query?query=1`, { headers: basic('ops:wrong') });
      expect([wrong.status, allows(wrong)]).toEqual([401, PAGE]);
      const admitted = await fetch(`${url}/api/v1/query?query=1`, { headers: basic('ops:secret') });
      expect([admitted.status, allows(admitted)]).toEqual([200, PAGE]);
    }, 60_000);

    test('an Alertmanager behind it: its header is replaced, not doubled', async () => {
      const url = await open(await startAlertmanager(stage));
      const answer = await fetch(`${url}/api/v2/status`, { headers: { Origin: PAGE } });
      expect([answer.status, allows(answer)]).toEqual([200, PAGE]);
      const preflight = await fetch(`${url}/api/v2/silences`, {
        method: 'OPTIONS',
        headers: {
          Origin: PAGE,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type',
        },
      });
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/content-type/iu);
    }, 60_000);

    test('an upstream that is down is a 502 the page can read', async () => {
      const port = await freePort();
      await run(stage, recipe({ upstream: 'http://127.0.0.1:9', page: PAGE, port }), port, 'a:b');
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1/query?query=1`, {
        headers: basic('a:b'),
      });
      expect([answer.status, allows(answer)]).toEqual([502, PAGE]);
    }, 60_000);
  });
}

const basic = (pair: string) => ({
  Authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
});
