import { expect, test } from 'vitest';
import { measuredInWords } from './measured-words.ts';

test('what was measured is said beside what was promised', () => {
  expect(measuredInWords('recovery', 60, 60)).toMatchObject({
    state: 'met',
    words: 'Recovered in 1 min. Promised: 1 min. Met.',
  });
  expect(measuredInWords('recovery', 90 * 60, 3_600)).toMatchObject({
    state: 'missed',
    words: 'Recovered in 1 h 30 min. Promised: 1 h. Missed by 30 min.',
  });
  expect(measuredInWords('dataLoss', 123, 90)).toMatchObject({
    state: 'missed',
    words: 'Data of 2 min 3 s lost. Allowed: 1 min 30 s. Missed by 33 s.',
  });
  expect(measuredInWords('dataLoss', 0, 0).state).toBe('met');
});

test('what nobody measured is neither met nor missed', () => {
  expect(measuredInWords('recovery', undefined, 60)).toMatchObject({
    state: 'none',
    words: 'Not measured. Promised: 1 min.',
  });
  expect(measuredInWords('dataLoss', undefined, undefined).state).toBe('none');
  expect(measuredInWords('dataLoss', 5, undefined).words).toContain('No limit was set');
});
