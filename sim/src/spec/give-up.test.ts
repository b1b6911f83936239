import { describe, expect, it } from 'vitest';
import { accessFor, connect, credentialsOf, grantOf } from './access-fixture.ts';
import { createAuthor, textIn } from './author.ts';
import { openOne } from './one-replica.ts';

const doc = 'runbook:one';

/** A relay with words of somebody else's, and a device whose person may only read it. */
async function openViewer() {
  const grant = grantOf('vera', 'none');
  const relay = await openOne({ access: accessFor(grant) });
  const author = createAuthor(1);
  await relay.wait(Promise.resolve(relay.replica.take(doc, author.type('theirs'))));
  const device = await openOne({
    role: 'leaf',
    time: relay.time,
    credentials: credentialsOf('vera'),
    wantedRelays: () => 1,
  });
  const cable = connect(device, relay);
  await device.run(1000);
  const own = createAuthor(2);
  own.learn((await device.wait(device.replica.read(doc))) ?? new Uint8Array([0, 0]));
  return { grant, relay, device, author, own, cable };
}

describe('giving up edits that relays do not take', () => {
  it('[AC14] tells what a relay has, beside what is here', async () => {
    const { device, own } = await openViewer();
    await device.wait(Promise.resolve(device.replica.take(doc, own.type(' and mine'))));
    await device.run(1000);
    const looking = createAuthor(3);
    looking.learn((await device.wait(device.replica.readAtRelay(doc))) ?? new Uint8Array([0, 0]));
    expect(looking.text()).toBe('theirs');
    expect(await device.wait(textIn(device.replica, doc))).toBe('theirs and mine');
    expect(device.replica.status().outbox?.notAllowed?.get(doc)).toBe(1);
  });

  it('[AC14] waits for nothing that a relay refuses and has all the same', async () => {
    const relay = await openOne({ access: accessFor(grantOf('vera', 'none')) });
    const author = createAuthor(1);
    const theirs = author.type('theirs');
    await relay.wait(Promise.resolve(relay.replica.take(doc, theirs)));
    const device = await openOne({
      role: 'leaf',
      time: relay.time,
      credentials: credentialsOf('vera'),
      wantedRelays: () => 1,
    });
    // A tab had it from an earlier hub, which was gone before it could write it down.
    await device.wait(Promise.resolve(device.replica.take(doc, theirs)));
    const mine = createAuthor(2);
    await device.wait(Promise.resolve(device.replica.take('runbook:two', mine.type('mine'))));
    connect(device, relay);
    await device.run(2000);
    const { notAllowed, ownByDocument } = device.replica.status().outbox ?? {};
    expect([...(notAllowed?.keys() ?? [])]).toEqual(['runbook:two']);
    expect([...(ownByDocument?.keys() ?? [])]).toEqual(['runbook:two']);
  });

  it('[AC14] makes the document what the relay has, also after a restart, and goes on with it', async () => {
    const { relay, device, author, own } = await openViewer();
    await device.wait(Promise.resolve(device.replica.take(doc, own.type(' and mine'))));
    await device.wait(Promise.resolve(device.replica.take(doc, own.erase(0, 3))));
    await device.run(1000);
    expect(await device.wait(device.replica.giveUp(doc))).toBe('done');
    await device.run(1000);
    expect(await device.wait(textIn(device.replica, doc))).toBe('theirs');
    expect(device.replica.status().outbox).toMatchObject({ pending: 0 });
    expect(device.replica.status().outbox?.notAllowed).toBeUndefined();
    await relay.wait(Promise.resolve(relay.replica.take(doc, author.type(', later'))));
    await device.run(1000);
    expect(await device.wait(textIn(device.replica, doc))).toBe('theirs, later');
    await device.wait(device.replica.close());
    const again = await openOne({ role: 'leaf', time: relay.time, disk: device.disk });
    expect(await again.wait(textIn(again.replica, doc))).toBe('theirs, later');
    // What others made may wait to be offered again; what was given up does not.
    expect(again.replica.status().outbox?.ownByDocument.size).toBe(0);
  });

  it('[AC14] leaves nothing of a document that the relay does not have', async () => {
    const { device } = await openViewer();
    const other = 'runbook-history:one';
    await device.wait(Promise.resolve(device.replica.take(other, createAuthor(5).type('mine'))));
    await device.run(1000);
    expect(device.replica.status().outbox?.notAllowed?.get(other)).toBe(1);
    expect(await device.wait(device.replica.giveUp(other))).toBe('done');
    expect(await device.wait(textIn(device.replica, other))).toBe('');
    expect(device.replica.status().outbox?.notAllowed).toBeUndefined();
  });

  it('[AC14] takes nothing away where the relay withholds the document', async () => {
    const { grant, device, own } = await openViewer();
    await device.wait(Promise.resolve(device.replica.take(doc, own.type(' and mine'))));
    await device.run(1000);
    grant.withhold(doc);
    await device.run(1000);
    expect(await device.wait(device.replica.readAtRelay(doc))).toBeUndefined();
    expect(await device.wait(device.replica.giveUp(doc))).toBe('unreachable');
    expect(await device.wait(textIn(device.replica, doc))).toBe('theirs and mine');
    expect(device.replica.status().outbox?.notAllowed?.get(doc)).toBe(1);
    grant.withhold();
    await device.run(1000);
    expect(await device.wait(device.replica.giveUp(doc))).toBe('done');
    expect(await device.wait(textIn(device.replica, doc))).toBe('theirs');
  });

  it('[AC14] leaves everything as it is while no relay is there', async () => {
    const { device, own, cable } = await openViewer();
    await device.wait(Promise.resolve(device.replica.take(doc, own.type(' and mine'))));
    await device.run(1000);
    cable.cut();
    await device.run(10);
    expect(await device.wait(device.replica.giveUp(doc))).toBe('unreachable');
    expect(await device.wait(textIn(device.replica, doc))).toBe('theirs and mine');
  });
});
