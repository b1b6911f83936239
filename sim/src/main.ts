import { parseArgs } from 'node:util';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '60' },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
  },
});
const count = Number.parseInt(values.seeds, 10);
const from = Number.parseInt(values.from, 10);
const write = (line: string): void => void process.stdout.write(`${line}\n`);

let failed = 0;
let edits = 0;
let events = 0;
let acknowledged = 0;
const startedMs = Date.now();
for (let seed = from; seed < from + count; seed++) {
  const result = await simulate({ seed, ...(values.trace && { trace: write }) });
  edits += result.edits;
  events += result.events;
  acknowledged += result.acknowledged;
  if (result.problems.length === 0) continue;
  failed++;
  write(`seed ${seed} failed (npm run sim -- --seeds 1 --from ${seed} --trace):`);
  for (const problem of result.problems.slice(0, 10)) write(`  ${problem}`);
  for (const fault of result.faults) write(`  fault ${JSON.stringify(fault)}`);
}
const seconds = ((Date.now() - startedMs) / 1000).toFixed(1);
write(`${events} events, ${edits} edits, ${acknowledged} acknowledged by two relays, ${seconds} s`);
write(`${count - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
