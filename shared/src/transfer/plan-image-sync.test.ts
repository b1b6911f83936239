import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ImageItem, planImageSync } from './plan-image-sync.ts';

const hash = fc.constantFrom(undefined, 'a', 'b', 'c');
const items = fc.record({
  base: hash,
  file: hash,
  here: hash,
  wasThere: fc.boolean(),
  isLocked: fc.boolean(),
});
const choices = fc.constantFrom(undefined, 'ours' as const, 'theirs' as const);

/** The two after a step. */
function after(item: ImageItem, step: ReturnType<typeof planImageSync>): ImageItem {
  if (step === 'to-git') return { ...item, file: item.here, base: item.here };
  if (step === 'to-runbook') return { ...item, here: item.file, base: item.file };
  return step === 'note' ? { ...item, base: item.here } : item;
}

it('gives way only to what the other side changed, unless it was said who wins, and removes nothing', () => {
  fc.assert(
    fc.property(items, choices, (item, choice) => {
      const step = planImageSync(item, choice);
      const { file, here, base } = item;
      if (step === 'to-runbook') {
        expect(item.isLocked).toBe(false);
        expect(file).toBeDefined();
        expect(here === undefined || here === base || choice === 'theirs').toBe(true);
      }
      if (step === 'to-git') {
        expect(here).toBeDefined();
        expect(file === undefined || file === base || choice === 'ours').toBe(true);
      }
      const again = planImageSync({ ...after(item, step), wasThere: true }, choice);
      expect(step === 'locked' || step === 'conflict' ? [step] : ['nothing']).toContain(again);
    }),
    { numRuns: 2000 },
  );
});

it('leaves an image alone whose file was deleted in git, and writes one that never was there', () => {
  const item = { base: 'a', file: undefined, here: 'a', isLocked: false };
  expect(planImageSync({ ...item, wasThere: true })).toBe('nothing');
  expect(planImageSync({ ...item, wasThere: false })).toBe('to-git');
});
