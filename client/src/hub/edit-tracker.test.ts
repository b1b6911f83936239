import { describe, expect, it } from 'vitest';
import { createEditTracker } from './edit-tracker.ts';

const question = Uint8Array.of(0, 0, 1, 0);
const difference = Uint8Array.of(0, 1, 2, 0, 0);
const update = Uint8Array.of(0, 2, 2, 0, 0);
const presence = Uint8Array.of(1, 1, 0);

describe('edit tracker', () => {
  it('counts an edit as pending until the hub has saved its frame', () => {
    const tracker = createEditTracker();
    tracker.opened();
    tracker.sent(question);
    tracker.sent(presence);
    tracker.sent(difference);
    tracker.saved(1);
    expect(tracker.settled()).toBe(true);
    tracker.edited();
    expect(tracker.pending()).toBe(1);
    tracker.sent(update);
    expect(tracker.settled()).toBe(false);
    tracker.saved(2);
    expect(tracker.pending()).toBe(0);
    expect(tracker.settled()).toBe(true);
  });

  it('does not take a later update as proof for edits made while no channel was open', () => {
    const tracker = createEditTracker();
    tracker.edited();
    tracker.opened();
    tracker.edited();
    tracker.sent(update);
    tracker.saved(1);
    expect(tracker.pending()).toBe(2);
    tracker.sent(difference);
    expect(tracker.pending()).toBe(2);
    tracker.saved(2);
    expect(tracker.pending()).toBe(0);
  });

  it('knows nothing of what an earlier channel had sent but not heard saved', () => {
    const tracker = createEditTracker();
    tracker.opened();
    tracker.sent(difference);
    tracker.edited();
    tracker.sent(update);
    tracker.closed();
    tracker.opened();
    tracker.saved(2);
    expect(tracker.pending()).toBe(1);
    expect(tracker.settled()).toBe(false);
  });

  it('ignores counts that nothing sent can explain', () => {
    const tracker = createEditTracker();
    tracker.opened();
    tracker.edited();
    tracker.saved(99);
    expect(tracker.pending()).toBe(1);
  });
});
