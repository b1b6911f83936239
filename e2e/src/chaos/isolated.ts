/** The chaos run itself, started by `main.ts`. It ends when its standard input does. */
import playwright from '../../playwright.config.ts';
import { parseOptions } from './options.ts';
import { describeReport, isGood } from './report.ts';
import { runChaos } from './run.ts';

const stopped = new AbortController();
process.stdin.once('end', () => stopped.abort()).resume();

const parsed = parseOptions(process.argv.slice(2), () => 0);
if (!parsed.ok || parsed.options === 'help') throw new Error('started by main.ts only');
const launch = {
  ...playwright.use?.launchOptions,
  // Who stops the run stops it through `main.ts`, and all is put away in order.
  handleSIGINT: false,
  handleSIGTERM: false,
  handleSIGHUP: false,
};
try {
  const report = await runChaos(parsed.options, launch, stopped.signal, (line) =>
    console.log(line),
  );
  console.log(describeReport(report));
  process.exit(isGood(report) ? 0 : 1);
} catch (problem) {
  if (!stopped.signal.aborted) console.error(problem);
  process.exit(1);
}
