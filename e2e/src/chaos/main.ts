/** `npm run chaos`: reads the command line and runs `isolated.ts` where it can do no harm. */
import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { runIsolated } from './isolation.ts';
import { parseOptions, usage } from './options.ts';

const parsed = parseOptions(process.argv.slice(2), () => randomInt(2 ** 32));
if (!parsed.ok) {
  console.error(`${parsed.problem}\n\n${usage}`);
  process.exitCode = 2;
} else if (parsed.options === 'help') {
  console.log(usage);
} else if (!existsSync(new URL('../../../server/dist/main.js', import.meta.url))) {
  console.error('There is no relay to run yet. Build it first: npm run build');
  process.exitCode = 2;
} else {
  const { seed, minutes, people } = parsed.options;
  console.log(`chaos: seed ${seed}, ${minutes} minutes, ${people} people`);
  process.exitCode = await runIsolated(new URL('isolated.ts', import.meta.url), [
    ...['--minutes', String(minutes)],
    ...['--seed', String(seed)],
    ...['--people', String(people)],
  ]);
}
