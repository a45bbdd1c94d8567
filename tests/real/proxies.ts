/** Runs a proxy recipe in a real nginx or Caddy: only what surrounds a site is added, and its login line is taken out of its comment. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { findProgram, type Stage } from './servers.ts';

/** @param users `name:password` of who may read, when the login line of the recipe is to hold */
export async function runNginx(
  stage: Stage,
  recipe: string,
  port: number,
  users?: string,
): Promise<void> {
  const [name, password] = (users ?? '').split(':');
  const file = stage.write(
    `nginx-${port}.htpasswd`,
    `${name}:{SHA}${createHash('sha1')
      .update(password ?? '')
      .digest('base64')}\n`,
  );
  const site = users
    ? recipe.replace(/# (auth_basic .*?auth_basic_user_file) \S+;/u, `$1 ${file};`)
    : recipe;
  if (users && site === recipe) throw new Error('the recipe has no login line');
  const isRoot = process.getuid?.() === 0;
  const config = stage.write(
    `nginx-${port}.conf`,
    `${isRoot ? 'user root;\n' : ''}pid ${stage.folder}/nginx-${port}.pid;
error_log stderr;
events {}
http {
access_log off;
client_body_temp_path ${stage.folder}/body-${port};
proxy_temp_path ${stage.folder}/proxy-${port};
fastcgi_temp_path ${stage.folder}/fastcgi-${port};
uwsgi_temp_path ${stage.folder}/uwsgi-${port};
scgi_temp_path ${stage.folder}/scgi-${port};
${site}}
`,
  );
  const args = ['-c', config, '-e', 'stderr', '-g', 'daemon off;'];
  await stage.start('nginx', args, `http://127.0.0.1:${port}/`, (status) => status > 0);
}

/** @param users as for nginx */
export async function runCaddy(
  stage: Stage,
  recipe: string,
  port: number,
  users?: string,
): Promise<void> {
  const [name, password] = (users ?? '').split(':');
  const site = users
    ? recipe.replace(/^( *)# /gmu, '$1').replace('monitoring HASH', `${name} ${hashOf(password)}`)
    : recipe;
  if (users && site === recipe) throw new Error('the recipe has no login line');
  const config = stage.write(`Caddyfile-${port}`, `{\n  admin off\n}\n${site}`);
  const args = ['run', '--config', config, '--adapter', 'caddyfile'];
  await stage.start('caddy', args, `http://127.0.0.1:${port}/`, (status) => status > 0);
}

function hashOf(password: string): string {
  const path = findProgram('caddy');
  if (path === undefined) throw new Error('caddy is not installed');
  return execFileSync(path, ['hash-password', '--plaintext', password], {
    encoding: 'utf8',
  }).trim();
}
