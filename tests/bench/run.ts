/** `npm run bench [name…]`: runs the benchmarks one after another and prints figures with the machine named. Seeded inputs, no assertions. */
import { readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Prints one figure, e.g. `report('frames of 20 servers', '31,000/s')`. */
export type Report = (name: string, figure: string) => void;

const folder = fileURLToPath(new URL('.', import.meta.url));
const wanted = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace('.bench.ts', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name))
  .sort();

const [cpu] = cpus();
console.log(
  `${cpu?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}, ${process.platform}\n`,
);
for (const name of names) {
  console.log(`${name}`);
  const { default: bench } = (await import(`./${name}.bench.ts`)) as {
    default: (report: Report) => Promise<void>;
  };
  await bench((label, figure) => console.log(`  ${label.padEnd(58)} ${figure}`));
  console.log('');
}
