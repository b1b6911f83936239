import { createId } from '@holdfast/shared/model/ids';
import type { Random } from '@holdfast/shared/replica/ports';
import { z } from 'zod/mini';
import * as Y from 'yjs';
import type { Me } from './client-api.ts';
import { guestName } from './guest-name.ts';
import { createObservable, type MutableObservable } from './observable.ts';
import { shareWithTabs } from './share-with-tabs.ts';
import { keepTabCopy } from './tab-copy.ts';

const databaseName = 'holdfast-device';
const meSchema = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  color: z.int().check(z.minimum(0), z.maximum(7)),
});

const idSchema = z.string().check(z.minLength(1), z.maxLength(64));

export interface DeviceDocument {
  readonly doc: Y.Doc;
  readonly ready: Promise<void>;
  readonly me: MutableObservable<Me>;
  setMe(me: Me): void;
  /** Names this device in what it writes; made once, before `ready` resolves. */
  deviceId(): string;
}

/**
 * Preferences of this device, and who its user is: small, local, never synced. What is of a workspace
 * has no place in it: it is kept when the copy of one is deleted.
 * Tabs tell each other of changes directly, so that it does not need the hub.
 */
export function openDeviceDocument(channel: BroadcastChannel, random: Random): DeviceDocument {
  const doc = new Y.Doc();
  const map = doc.getMap('me');
  const own = doc.getMap('device');
  const me = createObservable<Me>(newcomer(random));

  shareWithTabs(doc, channel);

  function readMe(): void {
    const stored = meSchema.safeParse({ name: map.get('name'), color: map.get('color') });
    if (!stored.success) return;
    const known = me.get();
    if (known.name !== stored.data.name || known.color !== stored.data.color) me.set(stored.data);
  }

  function setMe(next: Me): void {
    const checked = meSchema.safeParse({ ...next, name: next.name.trim() });
    if (!checked.success) return;
    doc.transact(() => {
      map.set('name', checked.data.name);
      map.set('color', checked.data.color);
    });
  }

  map.observe(readMe);
  const ready = keepTabCopy(databaseName, doc, () => false).loaded.then(() => {
    // A name given once is kept: others know this device by it.
    if (map.has('name')) readMe();
    else setMe(me.get());
    if (!idSchema.safeParse(own.get('id')).success) own.set('id', createId(random, Date.now()));
  });
  const deviceId = () => idSchema.safeParse(own.get('id')).data ?? '';
  return { doc, ready, me, setMe, deviceId };
}

function newcomer(random: Random): Me {
  return {
    name: guestName(random),
    color: Math.floor(random.fraction() * 8),
  };
}
