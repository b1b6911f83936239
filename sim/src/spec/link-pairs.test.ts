import { expect, it } from 'vitest';
import { accessFor, credentialsOf, grantOf, shown } from './access-fixture.ts';
import { openOne } from './one-replica.ts';
import { wireTo } from './wire-peer.ts';

const duplicate = 4410;

it('[AC16] a device that says it is a linked relay does not take its place', async () => {
  const relay = await openOne({
    access: accessFor(grantOf('relay-a', 'all', 'peer'), grantOf('eve', 'none')),
    credentials: credentialsOf('relay-b'),
  });
  const peer = wireTo(relay.replica, true);
  peer.send({ type: 'auth', host: 'here', ...shown('relay-a') });
  await relay.run(10);
  // Smaller than any: of two links of one replica, this side would then keep the one that came in.
  const storeId = '!';
  peer.hello({ role: 'relay', storeId });
  const eve = wireTo(relay.replica);
  eve.send({ type: 'auth', host: 'here', ...shown('eve') });
  await relay.run(10);
  eve.hello({ role: 'leaf', storeId });
  await relay.run(10);
  expect([peer.closedWith(), eve.closedWith()]).toEqual([undefined, undefined]);
});

it('[AC16] another relay that says it is a linked one does not take its place, the same one does', async () => {
  const relay = await openOne({
    access: accessFor(grantOf('relay-a', 'all', 'peer'), grantOf('relay-c', 'all', 'peer')),
    credentials: credentialsOf('relay-b'),
  });
  const storeId = '!';
  const come = async (who: string, dialled: boolean) => {
    const peer = wireTo(relay.replica, dialled);
    peer.send({ type: 'auth', host: 'here', ...shown(who) });
    await relay.run(10);
    peer.hello({ role: 'relay', storeId });
    await relay.run(10);
    return peer;
  };
  const peer = await come('relay-a', true);
  const other = await come('relay-c', false);
  expect([peer.closedWith(), other.closedWith()]).toEqual([undefined, undefined]);
  const again = await come('relay-a', false);
  expect([peer.closedWith(), again.closedWith()]).toEqual([duplicate, undefined]);
});
