import { describe, expect, it } from 'vitest';
import { accessFor, credentialsOf, shown } from './access-fixture.ts';
import { openOne } from './one-replica.ts';
import { wireTo } from './wire-peer.ts';

const noKey = 4401;

describe('what is shown over a link is for the host that was dialled', () => {
  it('[AC17] the side that dialled shows itself for what it dialled, whatever it is told', async () => {
    const asked: string[] = [];
    const leaf = await openOne({
      role: 'leaf',
      credentials: {
        async answer({ host }) {
          asked.push(host);
          return shown('ada');
        },
      },
    });
    const relay = wireTo(leaf.replica, true, 'dialled.example');
    relay.send({
      type: 'challenge',
      nonce: new Uint8Array(32),
      audience: 's',
      host: 'other.example',
    });
    await leaf.run(10);
    expect(asked).toEqual(['dialled.example']);
    expect(relay.got('auth').map(({ host }) => host)).toEqual(['dialled.example']);
  });

  it('[AC17] the side that was dialled shows nothing to those who dialled another name', async () => {
    const relay = await openOne({
      access: accessFor(),
      credentials: { ...credentialsOf('b'), isAt: (host) => host === 'mine.example' },
    });
    const [middle, peer] = [wireTo(relay.replica), wireTo(relay.replica)];
    const ask = { type: 'challenge', nonce: new Uint8Array(32), audience: 's' } as const;
    middle.send({ ...ask, host: 'other.example' });
    peer.send({ ...ask, host: 'mine.example' });
    await relay.run(10);
    expect([middle.closedWith(), middle.got('auth')]).toEqual([noKey, []]);
    expect(peer.got('auth').map(({ host }) => host)).toEqual(['mine.example']);
  });

  it('[AC17] whoever judges hears what is said to have been dialled, and what it dialled itself', async () => {
    const heard: unknown[] = [];
    const relay = await openOne({
      access: {
        async authenticate({ host, dialled }) {
          heard.push([host, dialled]);
          return { ok: false, reason: 'bad-signature: no' };
        },
      },
    });
    const came = wireTo(relay.replica);
    const dialled = wireTo(relay.replica, true, 'dialled.example');
    for (const peer of [came, dialled]) peer.send({ type: 'auth', host: 'here', ...shown('a') });
    await relay.run(10);
    expect(heard).toEqual([
      ['here', undefined],
      ['here', 'dialled.example'],
    ]);
    expect(came.got('challenge').map(({ host }) => host)).toEqual(['']);
    expect(dialled.got('challenge').map(({ host }) => host)).toEqual(['dialled.example']);
  });
});
