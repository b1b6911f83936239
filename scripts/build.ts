/** `npm run build`: the app into client/dist, relay and command line into server/dist. */
import { buildAll } from './build-all.ts';

const onlyIfChanged = process.argv.includes('--if-changed');
process.exitCode = await buildAll({ onlyIfChanged, log: (line) => console.log(line) });
