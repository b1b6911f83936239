import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createEditTracker } from './edit-tracker.ts';

const question = Uint8Array.of(0, 0, 1, 0);
const difference = Uint8Array.of(0, 1, 2, 0, 0);
const update = Uint8Array.of(0, 2, 2, 0, 0);
const anEdit = Uint8Array.of(0, 0);
const wholeState = (): Uint8Array => anEdit;
const presence = Uint8Array.of(1, 1, 0);

describe('edit tracker', () => {
  it('counts an edit as pending until the hub has saved its frame', () => {
    const tracker = createEditTracker(wholeState);
    tracker.opened('s1');
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
    const tracker = createEditTracker(wholeState);
    tracker.edited(anEdit);
    tracker.opened('s1');
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
    const tracker = createEditTracker(wholeState);
    tracker.opened('s1');
    tracker.sending(difference);
    tracker.edited(anEdit);
    tracker.sending(update);
    tracker.closed();
    tracker.opened('s1');
    tracker.saved(2);
    expect(tracker.pending()).toBe(1);
    expect(tracker.settled()).toBe(false);
  });

  it('ignores counts that nothing sent can explain', () => {
    const tracker = createEditTracker(wholeState);
    tracker.opened('s1');
    tracker.edited(anEdit);
    tracker.saved(99);
    expect(tracker.pending()).toBe(1);
  });

  it('sends again, with the next difference, what an earlier channel never said to be saved', () => {
    const yDoc = new Y.Doc();
    const tracker = createEditTracker(wholeState);
    yDoc.on('update', tracker.edited);
    const type = (words: string): void => yDoc.getText('t').insert(yDoc.getText('t').length, words);
    tracker.opened('s1');
    expect(tracker.sending(difference)).toBe(difference);
    for (const words of ['saved ', 'lost ']) {
      type(words);
      tracker.sending(update);
    }
    tracker.saved(2);
    tracker.closed();
    for (let i = 0; i < 600; i++) type('x');
    tracker.opened('s1');
    type('!');
    const sent = tracker.sending(difference);
    expect(sent[0]).toBe(100);
    const carried = Y.decodeUpdate(sent.subarray(3)).structs.filter((one) => one instanceof Y.Item);
    expect(carried[0]?.id.clock).toBe('saved '.length);
    expect(tracker.sending(update)).toBe(update);
    tracker.saved(1);
    expect(tracker.pending()).toBe(0);
    tracker.closed();
    tracker.opened('s1');
    expect(tracker.sending(difference)).toBe(difference);
  });

  it('sends all again to a hub over another store, which has saved nothing', () => {
    const yDoc = new Y.Doc();
    const tracker = createEditTracker(() => Y.encodeStateAsUpdate(yDoc));
    tracker.opened('s1');
    tracker.sending(difference);
    yDoc.on('update', tracker.edited);
    yDoc.getText('t').insert(0, 'words');
    tracker.sending(update);
    tracker.saved(2);
    expect(tracker.pending()).toBe(0);
    tracker.opened('s1');
    expect(tracker.sending(difference)).toBe(difference);
    tracker.opened('s2');
    expect(tracker.pending()).toBe(1);
    const sent = tracker.sending(difference);
    expect(Y.decodeUpdate(sent.subarray(2)).structs).toHaveLength(1);
    tracker.saved(1);
    expect(tracker.pending()).toBe(0);
  });
});
