import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Subscriber } from '@holdfast/shared/replica/replica-api';
import * as Y from 'yjs';
import type { Machine } from './machines.ts';
import type { SeededRandom } from './random.ts';

/** Someone who types on one device: what they see is a Yjs document, as in a tab. */
export interface Person {
  readonly device: Machine;
  /** Makes one edit that carries a token nobody else uses. Returns it, or undefined when the device is off. */
  edit(): Promise<Edit | undefined>;
  /** The device was killed: what only its memory had is gone. */
  closeTabs(): void;
}

export interface Edit {
  readonly token: string;
  readonly doc: DocumentName;
  /** The device has said that the edit is on its disk. */
  onDevice: boolean;
  /** The device was killed before it said so: what it reports from then on does not speak for this edit. */
  forgotten: boolean;
  /** What the device reported at most: relays whose disks hold the edit. */
  savedOnRelays: number;
  /** The device's disk was lost before the edit reached anyone. */
  readonly device: Machine;
}

interface Tab {
  readonly yDoc: Y.Doc;
  readonly stop: () => void;
}

export function createPerson(
  device: Machine,
  documents: readonly DocumentName[],
  random: SeededRandom,
): Person {
  const tabs = new Map<DocumentName, Tab>();
  let count = 0;

  async function open(doc: DocumentName): Promise<Tab | undefined> {
    const known = tabs.get(doc);
    if (known !== undefined) return known;
    const replica = device.running()?.replica;
    if (replica === undefined) return undefined;
    const yDoc = new Y.Doc();
    yDoc.clientID = random.below(2 ** 31);
    const subscriber: Subscriber = {
      onUpdate: (update) => Y.applyUpdate(yDoc, update, subscriber),
    };
    const stop = replica.subscribe(doc, subscriber);
    const state = await replica.read(doc);
    if (state !== undefined) Y.applyUpdate(yDoc, state, subscriber);
    const tab = { yDoc, stop };
    tabs.set(doc, tab);
    return tab;
  }

  return {
    device,
    async edit() {
      const doc = random.pick(documents);
      if (doc === undefined) return undefined;
      const tab = await open(doc);
      const replica = device.running()?.replica;
      if (tab === undefined || replica === undefined) return undefined;
      const token = `${device.name}#${count++}`;
      const before = Y.encodeStateVector(tab.yDoc);
      let update: Uint8Array | undefined;
      const keep = (bytes: Uint8Array): void => {
        update = bytes;
      };
      tab.yDoc.on('update', keep);
      tab.yDoc.transact(() => change(tab.yDoc, token, random));
      tab.yDoc.off('update', keep);
      const edit: Edit = {
        token,
        doc,
        onDevice: false,
        forgotten: false,
        savedOnRelays: 0,
        device,
      };
      void replica.take(doc, update ?? Y.encodeStateAsUpdate(tab.yDoc, before));
      void replica.whenDurable().then(() => {
        if (device.running()?.replica === replica) edit.onDevice = true;
      });
      return edit;
    },
    closeTabs() {
      for (const { stop } of tabs.values()) stop();
      tabs.clear();
    },
  };
}

function change(yDoc: Y.Doc, token: string, random: SeededRandom): void {
  yDoc.getMap('tokens').set(token, true);
  const text = yDoc.getText('body');
  const at = random.below(text.length + 1);
  if (text.length > 40 && random.chance(0.3)) {
    text.delete(Math.min(at, text.length - 5), 5);
    return;
  }
  text.insert(at, random.chance(0.1) ? '😀' : token);
}
