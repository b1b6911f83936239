import { expect, it } from 'vitest';
import { handOver } from './hand-over.ts';
import { tick } from './run-commands.ts';
import { docWithRun, person } from './run-fixture.ts';

const ten = Array.from({ length: 10 }, (_, n) => `${n + 1}. Step`).join('\n');

it('says who did which steps, and where to go on', () => {
  const { doc, run, state } = docWithRun(ten);
  expect(handOver(state())).toEqual({ did: [], next: 0 });
  for (const place of [0, 1, 2, 4]) tick(doc, run, place, 'done', person('Ben', 1_000 + place));
  tick(doc, run, 3, 'skipped', person('Ana', 2_000), { note: 'not here' });
  tick(doc, run, 6, 'running', person('Ana', 3_000));
  expect(handOver(state())).toEqual({
    did: [
      {
        by: 'Ben',
        steps: [
          [1, 3],
          [5, 5],
        ],
      },
      { by: 'Ana', steps: [[4, 4]] },
    ],
    next: 5,
  });
});

it('goes on behind a jump, and then with what was left', () => {
  const { doc, run, state } = docWithRun(ten, { part: [0, 1, 2, 7, 8] });
  tick(doc, run, 0, 'done', person('Ana', 1_000));
  tick(doc, run, 7, 'done', person('Ana', 2_000));
  expect(handOver(state()).next).toBe(8);
  tick(doc, run, 8, 'failed', person('Ana', 3_000));
  expect(handOver(state()).next).toBe(1);
  for (const place of [1, 2]) tick(doc, run, place, 'done', person('Ana', 4_000));
  expect(handOver(state())).toMatchObject({ next: undefined });
});
