import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edit } from './review-edits-fixture.ts';
import { nowMs, reviewWorkspace } from './review-fixture.ts';
import { createReview, reviewOf, type ReviewInput, type ReviewState } from './review.ts';

const idsOf = ({ findings, accepted }: ReviewState): unknown => ({ findings, accepted });

/** The same, put in the other way round. */
function turned(input: ReviewInput): ReviewInput {
  return {
    ...input,
    projections: new Map([...input.projections].toReversed()),
    mapFindings: input.mapFindings.toReversed(),
  };
}

const choice = fc.tuple(fc.nat(17), fc.nat(15), fc.nat(15), fc.nat(15), fc.nat(15), fc.nat(15));

describe('the review', () => {
  it('is the same edit by edit as from scratch', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 25 }), (edits) => {
        const workspace = reviewWorkspace();
        const live = createReview();
        for (const one of edits) {
          edit(workspace, one);
          const input = workspace.input(nowMs);
          expect(live.update(input)).toEqual(reviewOf(input));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on the order in which things are known', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 40 }), (edits) => {
        const workspace = reviewWorkspace();
        for (const one of edits) edit(workspace, one);
        const input = workspace.input(nowMs);
        expect(idsOf(reviewOf(turned(input)))).toEqual(idsOf(reviewOf(input)));
      }),
      { numRuns: 100 },
    );
  });
});
