import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createEditTracker } from './edit-tracker.ts';

const question = Uint8Array.of(0, 0, 1, 0);
const difference = Uint8Array.of(0, 1, 2, 0, 0);
const update = Uint8Array.of(0, 2, 2, 0, 0);
const anEdit = Uint8Array.of(0, 0);
const presence = Uint8Array.of(1, 1, 0);

describe('edit tracker', () => {
  it('counts an edit as pending until the hub has saved its frame', () => {
    const tracker = createEditTracker();
    tracker.opened();
    tracker.sending(question);
    tracker.sending(presence);
    tracker.sending(difference);
    tracker.saved(1);
    expect(tracker.settled()).toBe(true);
    tracker.edited(anEdit);
    expect(tracker.pending()).toBe(1);
    tracker.sending(update);
    expect(tracker.settled()).toBe(false);
    tracker.saved(2);
    expect(tracker.pending()).toBe(0);
    expect(tracker.settled()).toBe(true);
  });

  it('does not take a later update as proof for edits made while no channel was open', () => {
    const tracker = createEditTracker();
    tracker.edited(anEdit);
    tracker.opened();
    tracker.edited(anEdit);
    tracker.sending(update);
    tracker.saved(1);
    expect(tracker.pending()).toBe(2);
    tracker.sending(difference);
    expect(tracker.pending()).toBe(2);
    tracker.saved(2);
    expect(tracker.pending()).toBe(0);
  });

  it('knows nothing of what an earlier channel had sent but not heard saved', () => {
    const tracker = createEditTracker();
    tracker.opened();
    tracker.sending(difference);
    tracker.edited(anEdit);
    tracker.sending(update);
    tracker.closed();
    tracker.opened();
    tracker.saved(2);
    expect(tracker.pending()).toBe(1);
    expect(tracker.settled()).toBe(false);
  });

  it('ignores counts that nothing sent can explain', () => {
    const tracker = createEditTracker();
    tracker.opened();
    tracker.edited(anEdit);
    tracker.saved(99);
    expect(tracker.pending()).toBe(1);
  });

  it('sends again, with the next difference, what an earlier channel never said to be saved', () => {
    const yDoc = new Y.Doc();
    const tracker = createEditTracker();
    yDoc.on('update', tracker.edited);
    const type = (words: string): void => yDoc.getText('t').insert(yDoc.getText('t').length, words);
    tracker.opened();
    expect(tracker.sending(difference)).toBe(difference);
    for (const words of ['saved ', 'lost ']) {
      type(words);
      tracker.sending(update);
    }
    tracker.saved(2);
    tracker.closed();
    for (let i = 0; i < 600; i++) type('x');
    tracker.opened();
    type('!');
    const sent = tracker.sending(difference);
    expect(sent[0]).toBe(100);
    const carried = Y.decodeUpdate(sent.subarray(3)).structs.filter((one) => one instanceof Y.Item);
    expect(carried[0]?.id.clock).toBe('saved '.length);
    expect(tracker.sending(update)).toBe(update);
    tracker.saved(1);
    expect(tracker.pending()).toBe(0);
    tracker.closed();
    tracker.opened();
    expect(tracker.sending(difference)).toBe(difference);
  });
});
