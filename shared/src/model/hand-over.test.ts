import { expect, it } from 'vitest';
import { handOver } from './hand-over.ts';
import { tick } from './run-commands.ts';
import { docWithRun, person } from './run-fixture.ts';

const ten = Array.from({ length: 10 }, (_, n) => `${n + 1}. Step`).join('\n');

it('says who did which steps, and where to go on', () => {
  const { doc, run, state } = docWithRun(ten);
  expect(handOver(state())).toEqual({ did: [], next: 0, left: [] });
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
    left: [],
  });
});

it('leads to what was left open, begun or not, before what comes next', () => {
  const { doc, run, state } = docWithRun(ten);
  tick(doc, run, 0, 'done', person('Ana', 1_000));
  for (const place of [1, 2]) tick(doc, run, place, 'running', person('Ana', 2_000));
  for (const place of [3, 4, 6]) tick(doc, run, place, 'done', person('Ben', 3_000));
  const left = [
    [2, 3],
    [6, 6],
  ];
  expect(handOver(state())).toMatchObject({ next: 1, left });
  for (const place of [1, 2, 5]) tick(doc, run, place, 'done', person('Ana', 4_000));
  expect(handOver(state())).toMatchObject({ next: 7, left: [] });
});

it('goes on behind a jump, and comes back to nothing but what was begun', () => {
  const text = [
    ...['## Look', '', '1. If it lags: go to [Move](#move).', '2. Wait', '3. Wait more', ''],
    ...['## Move', '', '1. Move', '2. Look again', ''],
  ].join('\n');
  const { doc, run, state } = docWithRun(text);
  tick(doc, run, 0, 'done', person('Ana', 1_000));
  // Nobody has gone there yet.
  expect(handOver(state())).toMatchObject({ next: 1, left: [] });
  tick(doc, run, 3, 'done', person('Ana', 2_000));
  expect(handOver(state())).toMatchObject({ next: 4, left: [] });
  tick(doc, run, 2, 'running', person('Ana', 3_000));
  expect(handOver(state())).toMatchObject({ next: 2, left: [[3, 3]] });
  for (const place of [2, 4]) tick(doc, run, place, 'failed', person('Ana', 4_000));
  expect(handOver(state())).toMatchObject({ next: 1, left: [] });
  tick(doc, run, 1, 'done', person('Ana', 5_000));
  expect(handOver(state())).toMatchObject({ next: undefined, left: [] });
});

it('passes over what is not part of the run', () => {
  const { doc, run, state } = docWithRun(ten, { part: [0, 1, 2, 7, 8] });
  for (const place of [0, 1, 2, 8]) tick(doc, run, place, 'done', person('Ana', 1_000));
  expect(handOver(state())).toMatchObject({ next: 7, left: [[8, 8]] });
});
