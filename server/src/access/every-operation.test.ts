import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { machineRoles, personRoles, type Role } from '@holdfast/shared/access/roles';
import { contentId } from '@holdfast/shared/model/entry-id';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Relay } from '../relay/relay.ts';
import {
  ask,
  createKeyedFixture,
  enterLink,
  eventually,
  type Holder,
  type KeyedFixture,
  type RawLink,
} from './keyed-fixture.ts';

/** Every operation, tried with every role, on one of three relays; what was refused is looked for on all disks. */
const roles = [...personRoles, ...machineRoles];
const incident = 'incident:seed';
const runbook = 'runbook:seed';

let fixture: KeyedFixture;
let relays: Relay[];
let folders: string[];
const holders = new Map<Role, Holder>();
const links = new Map<Role, RawLink | string>();
/** What was tried, and must be on all disks or on none. */
const taken: string[] = [];
const refused: string[] = [];
let tries = 0;

beforeAll(async () => {
  fixture = await createKeyedFixture();
  folders = [fixture.relays.folder(), fixture.relays.folder(), fixture.relays.folder()];
  relays = [];
  for (const [n, data] of folders.entries())
    relays.push(await fixture.start(`relay-${n}`, relays, { data }));
  for (const role of roles) holders.set(role, await fixture.holder(role));
  const admin = await enterLink(first(), holderOf('admin'));
  if (typeof admin === 'string') throw new Error(admin);
  for (const doc of [incident, runbook]) {
    const seeded = await push(admin, doc, (yDoc) => {
      yDoc.getArray('entries').push([{ id: 'seed', text: `seed of ${doc}` }]);
      yDoc.getText('body').insert(0, 'the first words');
    });
    if (seeded !== 'accepted') throw new Error(seeded);
  }
  links.set('admin', admin);
  for (const role of roles) {
    if (role !== 'admin') links.set(role, await enterLink(first(), holderOf(role)));
  }
}, 60_000);
afterAll(() => fixture.cleanUp());

function first(): Relay {
  const [relay] = relays;
  if (relay === undefined) throw new Error('no relay');
  return relay;
}

function holderOf(role: Role): Holder {
  const holder = holders.get(role);
  if (holder === undefined) throw new Error(`nobody is ${role}`);
  return holder;
}

/** Words that are nowhere else. */
function mark(): string {
  tries += 1;
  return `mark-${tries}-${Math.random().toString(36).slice(2)}`;
}

/** What a document holds, as an admin's link is told. */
async function stateOf(doc: DocumentName): Promise<Uint8Array> {
  const link = links.get('admin');
  if (link === undefined || typeof link === 'string') return new Uint8Array([0, 0]);
  const before = link.got('state').length;
  link.send({ type: 'fetch', ref: (tries += 1), doc, stateVector: new Uint8Array() });
  await eventually(() => link.got('state').length > before);
  return link.got('state').at(-1)?.update ?? new Uint8Array([0, 0]);
}

/** Pushes a change of what is there; what the relay answers. */
async function push(
  link: RawLink | string,
  doc: DocumentName,
  change: (yDoc: Y.Doc) => void,
  type: 'push' | 'handed' = 'push',
): Promise<string> {
  if (typeof link === 'string') return link;
  const yDoc = new Y.Doc();
  Y.applyUpdate(yDoc, await stateOf(doc));
  const before = Y.encodeStateVector(yDoc);
  yDoc.transact(() => change(yDoc));
  const ref = (tries += 1);
  link.send({ type, ref, doc, update: Y.encodeStateAsUpdate(yDoc, before) });
  let answer = '';
  await eventually(() => {
    const nack = link.got('nack').find((one) => one.ref === ref);
    answer = link.got('accepted').some((one) => one.ref === ref)
      ? 'accepted'
      : (nack?.reason ?? '');
    return answer !== '' || link.isClosed();
  });
  return answer === '' ? link.closed : answer;
}

interface Operation {
  readonly name: string;
  /** The roles that may, and how all others are answered, by `like` or as said here. */
  readonly may: readonly Role[];
  readonly tell: (role: Role, words: string) => Promise<string>;
}

const responders: readonly Role[] = ['responder', 'editor', 'admin'];
const editors: readonly Role[] = ['editor', 'admin'];
const readers: readonly Role[] = [...personRoles, 'export', 'peer'];
const whole: readonly Role[] = ['admin', 'export', 'peer'];
const linkOf = (role: Role): RawLink | string => links.get(role) ?? '';
const entry = (words: string) => (yDoc: Y.Doc) => {
  const said = { text: words, salt: words };
  yDoc.getArray('entries').push([{ ...said, id: contentId(said, Date.now()) }]);
};
const status = async (role: Role, path: string, init = {}): Promise<string> => {
  const answer = await ask(first(), holderOf(role), path, init);
  return answer.ok ? 'ok' : String(answer.status);
};

const operations: readonly Operation[] = [
  {
    name: 'opens a link as a device',
    may: personRoles,
    async tell(role) {
      const link = linkOf(role);
      return typeof link === 'string' ? link : 'ok';
    },
  },
  {
    name: 'opens a link as a relay',
    may: ['peer'],
    async tell(role) {
      const link = await enterLink(first(), holderOf(role), 'relay');
      if (typeof link === 'string') return link;
      link.close();
      return 'ok';
    },
  },
  {
    name: 'reads what comes',
    may: personRoles,
    async tell(role) {
      const link = linkOf(role);
      if (typeof link === 'string') return link;
      link.send({ type: 'feed', held: new Map() });
      await eventually(() => link.got('mark').length > 0);
      return link.got('entries').length > 0 ? 'ok' : 'nothing';
    },
  },
  {
    name: 'adds to an incident',
    may: responders,
    tell: (role, words) => push(linkOf(role), incident, entry(words)),
  },
  {
    name: 'declares an incident',
    may: responders,
    tell: (role, words) => push(linkOf(role), `incident:by-${role}`, entry(words)),
  },
  {
    name: 'hands on what others added',
    may: responders,
    tell: (role, words) => push(linkOf(role), incident, entry(words), 'handed'),
  },
  {
    name: 'takes away from an incident',
    may: editors,
    tell: (role, words) =>
      push(linkOf(role), incident, (yDoc) => {
        yDoc.getArray('entries').push([{ id: `${words}2`, text: words }]);
        yDoc.getArray('entries').delete(0, 1);
      }),
  },
  {
    name: 'changes the text of a runbook',
    may: editors,
    tell: (role, words) =>
      push(linkOf(role), runbook, (yDoc) => yDoc.getText('body').insert(0, words)),
  },
  {
    name: 'hands on a change of a text',
    may: editors,
    tell: (role, words) =>
      push(linkOf(role), runbook, (yDoc) => yDoc.getText('body').insert(0, words), 'handed'),
  },
  {
    name: 'makes a runbook',
    may: editors,
    tell: (role, words) =>
      push(linkOf(role), `runbook:by-${role}`, (yDoc) => yDoc.getText('body').insert(0, words)),
  },
  {
    name: 'changes who may do what',
    may: ['admin'],
    tell: (role, words) =>
      push(linkOf(role), 'workspace', (yDoc) => {
        yDoc.getMap('meta').set('name', words);
        yDoc.getMap('access').set('settings/graceDays', 9);
      }),
  },
  {
    name: 'answers for a document that nobody has',
    may: editors,
    async tell(role, words) {
      const link = linkOf(role);
      if (typeof link === 'string') return link;
      const doc = `runbook:lost-${role}`;
      const yDoc = new Y.Doc();
      yDoc.getText('body').insert(0, words);
      const fetches = link.got('fetch').length;
      link.send({ type: 'offer', doc, stateVector: Y.encodeStateVector(yDoc) });
      const heard = link.got('pong').length;
      link.send({ type: 'ping', sentAt: 1 });
      await eventually(() => link.got('pong').length > heard);
      const asked = link.got('fetch')[fetches];
      const update = Y.encodeStateAsUpdate(yDoc);
      link.send({ type: 'state', answers: asked?.ref ?? fetches + 1, doc, update });
      return asked === undefined ? 'not asked' : 'ok';
    },
  },
  {
    name: 'is seen by others',
    may: personRoles,
    async tell(role) {
      const link = linkOf(role);
      const admin = linkOf('admin');
      if (typeof link === 'string') return link;
      if (typeof admin === 'string') return admin;
      if (role === 'admin') return 'ok';
      admin.send({ type: 'watch', doc: runbook, on: true });
      const before = admin.got('presence').length;
      const state = new TextEncoder().encode('{"user":{"name":"Mallory"}}');
      const client = roles.indexOf(role) + 1;
      const update = Uint8Array.of(1, client, 1, state.length, ...state);
      link.send({ type: 'presence', doc: runbook, update });
      await eventually(() => admin.got('presence').length > before);
      const heard = new TextDecoder().decode(admin.got('presence').at(-1)?.update);
      return heard.includes('Mallory') ? 'forged' : 'ok';
    },
  },
  {
    name: 'writes as a stock client',
    may: editors,
    async tell(role, words) {
      const client = await joinAs(role, runbook);
      if (typeof client === 'string') return client;
      const yDoc = new Y.Doc();
      yDoc.getText('body').insert(0, words);
      client.send(frame(0, 2, Y.encodeStateAsUpdate(yDoc)));
      // What this is answered with comes after what came of the edit.
      client.send(Uint8Array.of(3));
      await eventually(() => client.got().some((one) => one.join() === '1,1,0'));
      const denied = client.got().some((one) => one[0] === 2 && one[1] === 0);
      client.close();
      return denied ? 'not-allowed' : 'ok';
    },
  },
  {
    name: 'reads as a stock client',
    may: personRoles,
    async tell(role) {
      const client = await joinAs(role, runbook);
      if (typeof client === 'string') return client;
      client.send(frame(0, 0, Uint8Array.of(0)));
      await eventually(() => client.got().some((one) => one[0] === 0 && one[1] === 1));
      client.close();
      return 'ok';
    },
  },
  {
    name: 'gets a ticket',
    may: personRoles,
    tell: (role) => status(role, '/api/v1/demo/tickets', { method: 'POST' }),
  },
  { name: 'reads the status', may: readers, tell: (role) => status(role, '/api/v1/demo/status') },
  {
    name: 'reads the workspaces',
    may: readers,
    tell: (role) => status(role, '/api/v1/workspaces'),
  },
  { name: 'reads the metrics', may: whole, tell: (role) => status(role, '/metrics') },
  {
    name: 'reads the keys',
    may: [...personRoles, 'peer'],
    tell: (role) => status(role, '/api/v1/demo/keys'),
  },
  { name: 'reads the calendar', may: readers, tell: (role) => status(role, '/calendar/demo.ics') },
  {
    name: 'reads who came',
    may: ['admin'],
    tell: (role) => status(role, '/api/v1/demo/audit'),
  },
  {
    name: 'reports an incident',
    may: ['webhook'],
    tell: (role, words) =>
      status(role, '/api/v1/webhooks/incidents?workspace=demo', {
        method: 'POST',
        body: JSON.stringify({ title: words, key: words }),
      }),
  },
];

/** A y-websocket frame. */
function frame(outer: number, inner: number, payload: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = payload.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Uint8Array.of(outer, inner, ...length, ...payload);
}

interface StockClient {
  readonly got: () => readonly Uint8Array[];
  send(bytes: Uint8Array): void;
  close(): void;
}

/** A stock client of somebody's; or how it was turned away. */
async function joinAs(role: Role, doc: string): Promise<StockClient | string> {
  const path = '/api/v1/demo/tickets';
  const answer = await ask(first(), holderOf(role), path, { method: 'POST' });
  if (!answer.ok) return String(answer.status);
  const body: unknown = await answer.json();
  const ticket = typeof body === 'object' && body !== null && 'ticket' in body ? body.ticket : '';
  const protocols = ['holdfast', `holdfast-ticket.${String(ticket)}`];
  const socket = new WebSocket(`${first().address}/sync/demo/${doc}`, protocols);
  const frames: Uint8Array[] = [];
  socket.on('message', (data: Buffer) => frames.push(new Uint8Array(data)));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.once('close', (code, reason) => resolve(`${code} ${String(reason).split(':')[0]}`));
  });
  // The relay speaks first: its own step 1.
  await Promise.race([eventually(() => frames.length > 0), closed]);
  if (socket.readyState !== WebSocket.OPEN) return closed;
  expect(socket.protocol).toBe('holdfast');
  return { got: () => frames, send: (bytes) => socket.send(bytes), close: () => socket.close() };
}

function isOnDisk(folder: string, words: string): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .some((path) => readFileSync(path).includes(words));
}

describe.each(operations)('$name', ({ may, tell }) => {
  it.each(roles)('%s', async (role) => {
    const words = mark();
    const answer = await tell(role, words);
    const isAllowed = may.includes(role);
    if (isAllowed) expect(answer).toMatch(/^(?:ok|accepted)$/);
    else
      expect(answer).toMatch(/^(?:not-allowed|other-client|not asked|403|440[13] not-for-this)$/);
    (isAllowed ? taken : refused).push(words);
  });
});

it('nobody, and nobody’s ticket, is let in anywhere', async () => {
  for (const path of [
    '/api/v1/demo/status',
    '/api/v1/workspaces',
    '/metrics',
    '/calendar/demo.ics',
    '/api/v1/demo/audit',
    '/api/v1/other/status',
  ])
    expect([path, (await ask(first(), undefined, path)).status]).toEqual([path, 401]);
  for (const path of ['/livez', '/readyz', '/bootstrap.json', '/version'])
    expect([path, (await ask(first(), undefined, path)).status]).toEqual([path, 200]);
  const socket = new WebSocket(`${first().address}/sync/demo/${runbook}`);
  const code = await new Promise((resolve) => socket.once('close', resolve));
  expect(code).toBe(4401);
});

it('nothing that was refused left a trace on any disk, and what was taken is on all', async () => {
  const written = taken.filter((words) => folders.some((folder) => isOnDisk(folder, words)));
  expect(written.length).toBeGreaterThan(20);
  await eventually(() => written.every((words) => folders.every((one) => isOnDisk(one, words))));
  for (const folder of folders)
    expect(refused.filter((words) => isOnDisk(folder, words))).toEqual([]);
  for (const relay of relays) {
    const answer = await ask(relay, holderOf('admin'), '/api/v1/demo/status');
    expect(await answer.json()).toMatchObject({ damagedRecords: 0 });
  }
});
