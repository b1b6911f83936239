/** `npm run mutants`: puts each deliberate bug into the engine, and shows what catches it. */
import { parseArgs } from 'node:util';
import { mutants } from './list.ts';
import type { Mutant } from './mutant.ts';
import { findKillers, tryMutant, type Verdict } from './try-mutant.ts';

const { values } = parseArgs({
  options: {
    /** Only mutants whose name has this in it. */
    only: { type: 'string', default: '' },
    /** Shows which of the first so many seeds catch each. */
    find: { type: 'string' },
    workers: { type: 'string', default: '2' },
  },
});
const chosen = mutants.filter(({ name }) => name.includes(values.only));
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const nameWidth = Math.max(...chosen.map(({ name }) => name.length));
const fileWidth = Math.max(...chosen.map(({ file }) => shortFile(file).length));
const workers = Number.parseInt(values.workers, 10);

if (values.find !== undefined) {
  const count = Number.parseInt(values.find, 10);
  for (const mutant of chosen) {
    const killers = await findKillers(mutant, count, workers);
    write(`${mutant.name.padEnd(nameWidth)}  ${killers.length} of ${count}: ${killers.join(', ')}`);
  }
} else {
  process.exitCode = (await showTable()) === 0 ? 0 : 1;
}

/** Resolves with the number of mutants that live. */
async function showTable(): Promise<number> {
  write(`${'mutant'.padEnd(nameWidth)}  ${'where'.padEnd(fileWidth)}  killed by`);
  let living = 0;
  const queue = [...chosen];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const verdict = await tryMutant(next).catch((error: unknown) => {
        write(String(error));
        return { killedBy: undefined, tookMs: 0 };
      });
      if (verdict.killedBy === undefined) living++;
      write(row(next, verdict));
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  write(`${chosen.length - living} killed, ${living} alive`);
  return living;
}

function row({ name, file }: Mutant, { killedBy, tookMs }: Verdict): string {
  const seconds = `${(tookMs / 1000).toFixed(1)} s`;
  const end = killedBy === undefined ? 'nothing: IT LIVES' : `${killedBy}, ${seconds}`;
  return `${name.padEnd(nameWidth)}  ${shortFile(file).padEnd(fileWidth)}  ${end}`;
}

function shortFile(file: string): string {
  return file.replace('shared/src/', '');
}
