/**
 * Makes a fresh machine ready, with built-ins only: installs packages that differ from the lock; with --browser, finds or installs a browser;
 * with --servers, installs the real servers some tests talk to, and Firefox, where that is possible (those tests are skipped elsewhere).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBrowser, findFirefox } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** Everything goes to standard error: commands that print data for a pipe run this first. */
const say = (text) => process.stderr.write(`${text}\n`);

/** Packages the lock asks for and the install lacks or has in another version; optional ones of other systems may be absent. */
function outdatedPackages() {
  const installedFile = `${root}node_modules/.package-lock.json`;
  if (!existsSync(installedFile)) return ['everything'];
  const wanted = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')).packages;
  const installed = JSON.parse(readFileSync(installedFile, 'utf8')).packages;
  return Object.entries(wanted)
    .filter(
      ([path, entry]) =>
        path !== '' && !entry.optional && !entry.peer && installed[path]?.version !== entry.version,
    )
    .map(([path]) => path);
}

const outdated = outdatedPackages();
if (outdated.length > 0) {
  say(
    `setup: installing packages (${outdated.length === 1 ? outdated[0] : `${outdated.length} differ from the lock`})`,
  );
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root, stdio: ['ignore', 2, 2] });
}

if (process.argv.includes('--browser') && !findBrowser()) {
  say('setup: no browser found, installing one');
  installBrowser();
  if (!findBrowser()) {
    say(
      'setup: no browser could be installed. Install Chrome, Chromium or Edge, or set CHROME_PATH to one.',
    );
    process.exit(1);
  }
}

if (process.argv.includes('--servers')) installServers();

/** Debian's packages of the servers, by a program each brings. Without them their tests say that they were skipped. */
function installServers() {
  const wanted = Object.entries({
    '/usr/bin/promtool': 'prometheus',
    '/usr/bin/prometheus-node-exporter': 'prometheus-node-exporter',
    '/usr/bin/amtool': 'prometheus-alertmanager',
    '/usr/sbin/nginx': 'nginx-light',
    '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so': 'libnginx-mod-http-brotli-static',
    '/usr/bin/caddy': 'caddy',
  }).filter(([program]) => !existsSync(program));
  installDebian(wanted.map(([, name]) => name));
  // Apart from the others: Ubuntu has no such package, and one unknown name ends the whole installation.
  if (!findFirefox()) installDebian(['firefox-esr'], wanted.length > 0);
}

/** Installs packages where we may; what cannot be had is said, and the tests that want it are skipped. @param isListRead whether Debian's list of packages is of today */
function installDebian(packages, isListRead = false) {
  if (packages.length === 0 || !mayInstallDebian()) return;
  say(`setup: installing ${packages.join(', ')} for the tests that use them`);
  try {
    execFileSync(
      'sh',
      [
        '-c',
        `${isListRead ? '' : 'apt-get update -qq && '}DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`,
      ],
      { cwd: root, stdio: ['ignore', 2, 2], timeout: 600_000 },
    );
  } catch (error) {
    say(`setup: they could not be installed: ${error.message.split('\n')[0]}`);
  }
}

function mayInstallDebian() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Playwright's own download first; where it cannot be reached, Debian's package when we may. */
function installBrowser() {
  const attempts = [['npx', ['playwright', 'install', 'chromium']]];
  if (mayInstallDebian()) {
    // Debian's package first: where it exists, it is the one this project is measured on.
    attempts.unshift([
      'sh',
      [
        '-c',
        'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium',
      ],
    ]);
  }
  for (const [command, args] of attempts) {
    try {
      execFileSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], timeout: 600_000 });
      return;
    } catch (error) {
      say(`setup: ${command} ${args.at(-1)} failed: ${error.message.split('\n')[0]}`);
    }
  }
}
