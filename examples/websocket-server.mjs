/**
 * A small WebSocket source: pushes this machine's real CPU, memory, disk and network use once a second, as JSON lines of version 1.
 * Run: node examples/websocket-server.mjs [port]   Then add ws://localhost:<port> under Sources.
 */
import { readFileSync, statfsSync } from 'node:fs';
import os from 'node:os';
import { WebSocketServer } from 'ws';

const STEP = 1000;
const port = Number(process.argv[2] ?? 8765);
const name = os.hostname();

const hello = {
  type: 'hello',
  version: 1,
  step: STEP,
  servers: [
    {
      name,
      role: 'other',
      os: os.version(),
      kernel: os.release(),
      cores: os.cpus().length,
      memory: os.totalmem(),
    },
  ],
  metrics: [
    { id: 'cpu', unit: '1' },
    { id: 'memory', unit: '1' },
    { id: 'disk', unit: '1' },
    { id: 'net_in', unit: 'By/s' },
    { id: 'net_out', unit: 'By/s' },
    { id: 'load', unit: '{load}' },
  ],
};

/** Counters that only differences of tell something. */
function counters() {
  const cpu = { busy: 0, all: 0 };
  for (const { times } of os.cpus()) {
    const all = Object.values(times).reduce((sum, ms) => sum + ms, 0);
    cpu.all += all;
    cpu.busy += all - times.idle;
  }
  return { at: Date.now(), cpu, net: network() };
}

/** Bytes received and sent by all interfaces but loopback; `undefined` where there is no /proc. */
function network() {
  try {
    const lines = readFileSync('/proc/net/dev', 'utf8').split('\n').slice(2);
    let received = 0;
    let sent = 0;
    for (const line of lines) {
      const [device, rest] = line.split(':');
      if (!rest || device.trim() === 'lo') continue;
      const fields = rest.trim().split(/\s+/);
      received += Number(fields[0]);
      sent += Number(fields[8]);
    }
    return { received, sent };
  } catch {
    return undefined;
  }
}

/** Memory that is in use: what the kernel calls available is not. */
function memoryUse() {
  try {
    const text = readFileSync('/proc/meminfo', 'utf8');
    const kilobytes = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(text)?.[1]);
    return 1 - kilobytes('MemAvailable') / kilobytes('MemTotal');
  } catch {
    return 1 - os.freemem() / os.totalmem();
  }
}

function diskUse() {
  const { blocks, bavail } = statfsSync('/');
  return 1 - bavail / blocks;
}

function frameBetween(before, now) {
  const seconds = (now.at - before.at) / 1000;
  const values = {
    cpu: (now.cpu.busy - before.cpu.busy) / Math.max(1, now.cpu.all - before.cpu.all),
    memory: memoryUse(),
    disk: diskUse(),
    net_in: now.net && before.net ? (now.net.received - before.net.received) / seconds : null,
    net_out: now.net && before.net ? (now.net.sent - before.net.sent) / seconds : null,
    load: os.loadavg()[0],
  };
  return { type: 'frame', t: now.at, values: { [name]: values } };
}

const server = new WebSocketServer({ port, host: '127.0.0.1', maxPayload: 64 * 1024 });
let before = counters();

server.on('connection', (socket) => {
  let topic = 'all';
  const send = (message) => socket.send(`${JSON.stringify(message)}\n`);
  send(hello);
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => {
    for (const line of String(data).split('\n')) {
      if (line.trim() === '') continue;
      let message;
      try {
        message = JSON.parse(line);
      } catch {
        send({ type: 'error', message: 'not JSON' });
        continue;
      }
      if (message?.type === 'ping') send({ type: 'pong' });
      else if (message?.type === 'subscribe')
        topic = message.to === 'server' && message.server !== name ? 'none' : String(message.to);
    }
  });
  socket.wants = (what) => topic === 'all' || topic === 'server' || topic === what;
});

setInterval(() => {
  const now = counters();
  const line = `${JSON.stringify(frameBetween(before, now))}\n`;
  before = now;
  for (const socket of server.clients)
    if (socket.readyState === 1 && socket.wants('frames')) socket.send(line);
}, STEP);

server.on('listening', () =>
  console.log(`pushing ${name} on ws://localhost:${server.address().port}`),
);
