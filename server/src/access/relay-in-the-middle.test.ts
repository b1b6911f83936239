import { createServer, request as httpRequest } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod/mini';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
} from '@holdfast/shared/protocol/link-messages';
import { askRelay } from '../cli/ask-relay.ts';
import { openSession } from '../cli/session.ts';
import type { Relay } from '../relay/relay.ts';
import {
  ask,
  createKeyedFixture,
  enterLink,
  eventually,
  type Holder,
  type KeyedFixture,
  openRawLink,
} from './keyed-fixture.ts';

/**
 * A relay that belongs to somebody else, and passes on whatever it gets: what one asks it asks of the
 * other, and what it is answered it shows as its own.
 */
interface Middle {
  /** As honest relays are described, so that it can be dialled like one. */
  readonly relay: Relay;
  /** What went through over links, in both directions. */
  readonly messages: readonly LinkMessage[];
  close(): void;
}

/**
 * How it lies: `as` is the name that it says was dialled, and that requests are for. `keeps`: what
 * whoever dialled it shows is not passed on.
 */
async function standBefore(
  behind: Relay,
  as: 'itself' | 'the other',
  keeps = false,
): Promise<Middle> {
  const honest = new URL((behind.address ?? '').replace(/^ws/, 'http'));
  const messages: LinkMessage[] = [];
  const server = createServer((request, response) => {
    const host = as === 'itself' ? request.headers.host : honest.host;
    const passed = httpRequest(
      {
        ...{ host: honest.hostname, port: honest.port, path: request.url, method: request.method },
        headers: { ...request.headers, host },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(passed);
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (victim, { url = '', headers }) => {
    const host = as === 'itself' ? { host: headers.host } : {};
    const other = new WebSocket(`${behind.address}${url}`, { headers: host });
    const waiting: Buffer[] = [];
    const pass = (to: WebSocket) => (data: Buffer) => {
      for (const message of decodeFrame(data) ?? []) {
        messages.push(message);
        if (keeps && to === other && message.type === 'auth') continue;
        const renames = as === 'the other' && 'host' in message && message.host !== '';
        to.send(encodeMessage(renames ? { ...message, host: honest.host } : message));
      }
    };
    victim.on('message', (data: Buffer) =>
      other.readyState === WebSocket.OPEN ? pass(other)(data) : waiting.push(data),
    );
    other.on('open', () => waiting.splice(0).forEach(pass(other)));
    other.on('message', pass(victim));
    other.on('close', (code, reason) => victim.close(code, reason));
    victim.on('close', () => other.close());
    other.on('error', () => victim.close());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    relay: { ...behind, port, address: `ws://127.0.0.1:${port}` },
    messages,
    close() {
      server.close();
      server.closeAllConnections();
      for (const socket of sockets.clients) socket.terminate();
    },
  };
}

const lies = ['itself', 'the other'] as const;

let fixture: KeyedFixture;
let honest: Relay;
let holder: Holder;
let folder: string;
const middles: Middle[] = [];

beforeAll(async () => {
  fixture = await createKeyedFixture();
  honest = await fixture.start('relay-a');
  holder = await fixture.holder('admin');
  folder = mkdtempSync(join(tmpdir(), 'holdfast-middle-'));
});
afterAll(async () => {
  for (const middle of middles) middle.close();
  await fixture.cleanUp();
  rmSync(folder, { recursive: true, force: true });
});

async function middleOf(behind: Relay, as: (typeof lies)[number], keeps = false): Promise<Middle> {
  const middle = await standBefore(behind, as, keeps);
  middles.push(middle);
  return middle;
}

/** Types of what it got to see. */
function seen({ messages }: Middle): readonly string[] {
  return [...new Set(messages.map(({ type }) => type))].toSorted();
}

describe.each(lies)(
  'a relay in the middle, which says that whoever it speaks for dialled %s',
  (as) => {
    it('gets in with no device that dials it', async () => {
      const middle = await middleOf(honest, as);
      const link = await openRawLink(middle.relay);
      await link.show(holder);
      expect(await link.closed).toBe(as === 'itself' ? '4401 other-relay' : '4401 bad-signature');
      expect(seen(middle)).toEqual(['auth', 'challenge']);
    });

    it('gets in with no command that dials it', async () => {
      const middle = await middleOf(honest, as);
      const secret = await createDeviceKey();
      const jkt = thumbprintOf((await openSigner(secret)).key);
      const { token } = await fixture.holder('admin', { cnf: { jkt } });
      writeFileSync(join(folder, 'device.key.json'), JSON.stringify(secret), { mode: 0o600 });
      writeFileSync(join(folder, 'demo.token.json'), JSON.stringify({ token }), { mode: 0o600 });
      const relays = (at: Relay) => [String(at.address)];
      const by = { workspace: 'demo', credentials: folder };
      await expect(openSession({ ...by, relays: relays(middle.relay) })).rejects.toThrow(
        as === 'itself' ? '--also-known-as' : 'No relay has proven that it is one of the workspace',
      );
      // The relay shows nothing to whoever dialled another name, and the command nothing to whom the
      // relay did not show itself.
      const shown = as === 'itself' ? [] : ['auth'];
      expect(seen(middle).filter((type) => type !== 'keys')).toEqual([...shown, 'challenge']);
      expect(middle.messages.filter(({ type }) => type === 'auth')).toHaveLength(shown.length);
      // The same device is let in where it dials the relay itself.
      const session = await openSession({ ...by, relays: relays(honest) });
      await session.close();
    });

    it('gets nothing of what is asked of it, and no ticket', async () => {
      const middle = await middleOf(honest, as);
      const asked = [
        { path: '/api/v1/demo/status' },
        { path: '/api/v1/demo/audit' },
        { path: '/api/v1/demo/tickets', method: 'POST' },
      ];
      const { signer, token } = holder;
      for (const { path, ...init } of asked) {
        const refused = await ask(middle.relay, holder, path, init);
        expect(refused.status).toBe(401);
        const word = as === 'itself' ? 'other-relay' : 'bad-signature';
        expect(await refused.text()).toContain(word);
        expect((await ask(honest, holder, path, init)).status).toBe(200);
      }
      const byCommand = await askRelay(String(middle.relay.address), '/api/v1/demo/status', {
        signer,
        token,
      });
      expect(byCommand.status).toBe(401);
    });

    it.each([
      ['', false],
      [', also where it keeps what that one shows', true],
    ])('gets in at neither of two relays, one of which dials it%s', async (_, keeps) => {
      const middle = await middleOf(honest, as, keeps);
      const dialling = await fixture.start(`relay-b${middles.length}`, [middle.relay]);
      let problem: string | undefined;
      await eventually(async () => {
        problem = await problemOfPeer(dialling);
        return problem !== undefined;
      });
      expect(problem).toMatch(/^(other-relay|bad-signature): /);
      expect(seen(middle)).not.toContain('granted');
      expect(seen(middle)).not.toContain('hello');
      // It lets in whoever dials it itself.
      expect(await enterLink(dialling, holder)).not.toBeTypeOf('string');
    });
  },
);

it('two relays prove themselves to each other where one dials the other under its name', async () => {
  const dialling = await fixture.start('relay-d', [honest]);
  const link = await enterLink(dialling, holder);
  if (typeof link === 'string') throw new Error(link);
  await eventually(async () => (await peerOf(dialling)).state === 'connected');
  expect(await problemOfPeer(dialling)).toBe(undefined);
});

const statusSchema = z.object({
  peers: z.tuple([z.object({ state: z.string(), problem: z.optional(z.string()) })]),
});

async function peerOf(relay: Relay) {
  const answer = await ask(relay, holder, '/api/v1/demo/status');
  return statusSchema.parse(await answer.json()).peers[0];
}

async function problemOfPeer(relay: Relay): Promise<string | undefined> {
  return (await peerOf(relay)).problem;
}
