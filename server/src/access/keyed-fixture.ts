import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { base64urlnopad } from '@scure/base';
import { WebSocket } from 'ws';
import {
  createTestDevice,
  createTestIssuer,
  type TestIssuer,
} from '@holdfast/shared/access/access-fixture';
import { type Claims, readClaims } from '@holdfast/shared/access/claims';
import { type DeviceSigner, thumbprintOf } from '@holdfast/shared/access/device-key';
import { createDeviceKey, openSigner } from '@holdfast/shared/access/es256';
import { linkAudience, proofText } from '@holdfast/shared/access/proof';
import { signRequest } from '@holdfast/shared/access/request-proof';
import type { Role } from '@holdfast/shared/access/roles';
import { isPersonRole } from '@holdfast/shared/access/roles';
import {
  decodeFrame,
  encodeMessage,
  type LinkMessage,
  type LinkMessageType,
  linkVersion,
} from '@holdfast/shared/protocol/link-messages';
import type { RawFlags } from '../config.ts';
import { createRelayFixture, type RelayFixture } from '../relay/relay-fixture.ts';
import type { Relay } from '../relay/relay.ts';
import { nodeRandom } from '../relay/node-clock.ts';

const testWorkspace = 'demo';

/** Somebody with a device and a token. */
export interface Holder {
  readonly signer: DeviceSigner;
  readonly token: string;
  readonly claims: Claims;
}

/** For tests: relays with keys, and people and machines with tokens. */
export interface KeyedFixture {
  readonly relays: RelayFixture;
  readonly issuer: TestIssuer;
  /** Of the public keys. All relays have the same. */
  readonly keys: string;
  trust(issuer: TestIssuer): void;
  distrust(issuer: TestIssuer): void;
  holder(role: Role, change?: Partial<Claims>, issuer?: TestIssuer): Promise<Holder>;
  /** A relay on an address that other machines can reach, which is a peer of those given. */
  start(name: string, peers?: readonly Relay[], flags?: RawFlags): Promise<Relay>;
  cleanUp(): Promise<void>;
}

/** An address of this machine that is not loopback, where it has one. */
export function reachableHost(): string {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}

export async function createKeyedFixture(): Promise<KeyedFixture> {
  const relays = createRelayFixture();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-keys-'));
  const keys = join(folder, 'keys');
  mkdirSync(keys);
  const issuer = await createTestIssuer(testWorkspace);
  const keyFile = ({ publicKey }: TestIssuer): string => join(keys, `${publicKey.kid}.pub.json`);
  const trust = (one: TestIssuer): void =>
    writeFileSync(keyFile(one), JSON.stringify(one.publicKey));
  trust(issuer);
  let count = 0;

  async function holder(
    role: Role,
    change: Partial<Claims> = {},
    by: TestIssuer = issuer,
  ): Promise<Holder> {
    const signer = await createTestDevice();
    const claims = claimsOf(role, thumbprintOf(signer.key), change, (count += 1));
    return { signer, claims, token: await by.issue(claims) };
  }

  return {
    ...{ relays, issuer, keys, trust, holder },
    distrust: (one) => rmSync(keyFile(one)),
    async start(name, peers = [], flags = {}) {
      const credentials = join(folder, name);
      mkdirSync(credentials);
      const secret = await createDeviceKey();
      const jkt = thumbprintOf((await openSigner(secret)).key);
      const token = await issuer.issue(claimsOf('peer', jkt, { sub: name, name }, (count += 1)));
      writeFileSync(join(credentials, 'device.key.json'), JSON.stringify(secret));
      writeFileSync(join(credentials, `${testWorkspace}.token.json`), JSON.stringify({ token }));
      return relays.start({
        ...{ name, keys, credentials },
        listen: `${reachableHost()}:0`,
        behindProxy: 'on',
        drainDelayMs: '0',
        peers: peers.map(({ address = '' }) => address),
        ...flags,
      });
    },
    async cleanUp() {
      await relays.cleanUp();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function claimsOf(role: Role, jkt: string, change: Partial<Claims>, n: number): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: 'holdfast',
    ws: testWorkspace,
    sub: `${role}-${n}`,
    name: `Name of ${role} ${n}`,
    role,
    kind: isPersonRole(role) ? 'device' : 'machine',
    iat: now - 3600,
    exp: now + 86_400,
    jti: `token-${n}`,
    cnf: { jkt },
    ...change,
  };
}

export interface RawLink {
  got<T extends LinkMessageType>(type: T): readonly Extract<LinkMessage, { type: T }>[];
  send(...messages: readonly LinkMessage[]): void;
  /** Answers the challenge; `change` is what is wrong with it. */
  show(holder: Holder, change?: ShowChange): Promise<void>;
  hello(role?: string): void;
  /** The code and the word at the begin of the reason, once it is closed. */
  readonly closed: Promise<string>;
  readonly isClosed: () => boolean;
  close(): void;
}

export interface ShowChange {
  readonly nonce?: Uint8Array;
  readonly audience?: string;
  readonly host?: string;
  readonly signer?: DeviceSigner;
  readonly acceptance?: Uint8Array;
}

let stores = 1;

/** A link whose other end the test plays. */
export async function openRawLink(relay: Relay, workspace = testWorkspace): Promise<RawLink> {
  const socket = new WebSocket(`${relay.address}/link/${workspace}`);
  const messages: LinkMessage[] = [];
  socket.on('message', (data: Buffer) => messages.push(...(decodeFrame(data) ?? [])));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.once('close', (code, reason) => resolve(`${code} ${String(reason).split(':')[0]}`));
  });
  await new Promise((resolve) => {
    socket.once('open', resolve);
    socket.once('close', resolve);
  });
  const got: RawLink['got'] = (type) =>
    messages.filter(
      (message): message is Extract<LinkMessage, { type: typeof type }> => message.type === type,
    );
  const send: RawLink['send'] = (...sent) => {
    for (const message of sent)
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeMessage(message));
  };
  return {
    got,
    send,
    closed,
    isClosed: () => socket.readyState !== WebSocket.OPEN,
    close: () => socket.close(),
    async show(holder, change = {}) {
      await Promise.race([eventually(() => got('challenge').length > 0), closed]);
      const challenge = got('challenge')[0];
      if (challenge === undefined) return;
      const { signer } = holder;
      const by = change.signer ?? signer;
      const host = change.host ?? new URL(relay.address ?? '').host;
      const proof = await by.sign(
        proofText({
          purpose: 'link',
          workspace,
          audience: linkAudience(change.audience ?? challenge.audience, host),
          nonce: base64urlnopad.encode(change.nonce ?? challenge.nonce),
          tokenId: readClaims(holder.token)?.jti ?? '',
        }),
      );
      const acceptance = change.acceptance ?? new Uint8Array();
      const device = JSON.stringify(by.key);
      send({ type: 'auth', token: holder.token, device, proof, acceptance, label: 'a test', host });
    },
    hello(role = 'leaf') {
      stores += 1;
      send({
        type: 'hello',
        version: linkVersion,
        oldestVersion: 1,
        role,
        storeId: `test${stores}`,
        name: 'test',
        insecure: false,
        addresses: [],
        held: new Map(),
      });
    },
  };
}

/** A link of somebody who was let in and has said hello; or how it was closed. */
export async function enterLink(
  relay: Relay,
  holder: Holder,
  role?: string,
): Promise<RawLink | string> {
  const link = await openRawLink(relay);
  await link.show(holder);
  await Promise.race([eventually(() => link.got('granted').length > 0), link.closed]);
  link.hello(role);
  // Answered once the relay took the hello; its own may come before that.
  link.send({ type: 'ping', sentAt: 1 });
  await Promise.race([eventually(() => link.got('pong').length > 0), link.closed]);
  return link.isClosed() ? link.closed : link;
}

/** Asks a relay over HTTP, signed. */
export async function ask(
  relay: Relay,
  holder: Holder | undefined,
  path: string,
  init: { readonly method?: string; readonly body?: string } = {},
): Promise<Response> {
  const url = new URL(path, (relay.address ?? '').replace(/^ws/, 'http'));
  const { method = 'GET', body } = init;
  const signed =
    holder === undefined
      ? {}
      : await signRequest({ method, path, audience: url.host }, holder, {
          nowMs: Date.now(),
          nonce: base64urlnopad.encode(nodeRandom.bytes(16)),
        });
  const headers = { ...signed, ...(body !== undefined && { 'content-type': 'application/json' }) };
  return fetch(url, { method, headers, ...(body !== undefined && { body }) });
}

/** Resolves once `isTrue`, which is asked again and again; the test's own time limit ends it. */
export function eventually(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      Promise.resolve(isTrue()).then((yes) => (yes ? resolve() : setTimeout(look, 10)), reject);
    };
    look();
  });
}
