import { simulate } from '/work/main/sim/src/simulation.ts';
const from = Number(process.argv[2]), to = Number(process.argv[3]);
for (let seed = from; seed < to; seed++) {
  const r = await simulate({ seed, durationMs: 8_000, healingMs: 120_000 });
  if (r.problems.length) console.log(seed, r.problems.slice(0,4), JSON.stringify(r.faults));
}
console.log('done', from, to);
