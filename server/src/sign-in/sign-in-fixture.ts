import { createHash, generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { createTestDevice } from '@holdfast/shared/access/access-fixture';
import { thumbprintOf } from '@holdfast/shared/access/device-key';
import { proofText } from '@holdfast/shared/access/proof';
import { type SigningKey, signingKeySchema } from '@holdfast/shared/access/signing-key';
import type { RawFlags } from '../config.ts';
import { type ProviderFixture, visitProvider } from './provider-fixture.ts';

/** For tests: a browser's key. */
export type TestDevice = Awaited<ReturnType<typeof createTestDevice>>;

/** Settings of a relay at which one signs in to `demo`, with files in `folder`. */
export function signInFlags(
  provider: Pick<ProviderFixture, 'issuer' | 'clientId' | 'clientSecret'>,
  folder: string,
): { readonly flags: RawFlags; readonly publicKey: SigningKey } {
  const pair = generateKeyPairSync('ed25519');
  const { x = '', d } = pair.privateKey.export({ format: 'jwk' });
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const limits = { use: 'sign-in', highestRole: 'editor', longestLifeS: 1_000_000 } as const;
  const shown = { ...key, kid: thumbprintOf(key), ws: 'demo', limits };
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const roles = { staff: 'viewer', sre: 'editor', boss: 'admin' };
  return {
    publicKey: signingKeySchema.parse(shown),
    flags: {
      oidcIssuer: provider.issuer,
      oidcClientId: provider.clientId,
      oidcClientSecretFile: file('secret', `${provider.clientSecret}\n`),
      oidcName: 'Example Login',
      oidcGrace: '48',
      oidcRoles: file('roles.json', JSON.stringify({ roles })),
      signInKeys: [file('key.json', JSON.stringify({ ...shown, d }))],
    },
  };
}

export interface Answer {
  readonly status: number;
  readonly refused: string | null;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Came {
  readonly state: string;
  readonly query: string;
}

/** A browser at the relay of `url`, as far as signing in goes. */
export interface SignInVisitor {
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Begins, and comes back from the provider. */
  come(login: string, by: TestDevice): Promise<Came>;
  finish(came: Came, by: TestDevice, origin?: string): Promise<Answer>;
  renew(renewal: unknown, by: TestDevice, timeMs?: number): Promise<Answer>;
}

export function createVisitor(url: string): SignInVisitor {
  const proofBy = async (
    by: TestDevice,
    of: Omit<Parameters<typeof proofText>[0], 'workspace'>,
  ): Promise<string> =>
    Buffer.from(await by.sign(proofText({ ...of, workspace: 'demo' }))).toString('base64url');

  const post: SignInVisitor['post'] = async (path, body, headers = {}) => {
    const answer = await fetch(`${url}/api/v1/demo/sign-in${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      body: JSON.stringify(body),
    });
    return {
      status: answer.status,
      refused: answer.headers.get('holdfast-refused'),
      body: Object(await answer.json()),
    };
  };

  return {
    post,
    async come(login, by) {
      const { body } = await post('', { device: by.key });
      const back = await visitProvider(String(body['address']), login);
      if (!back.href.startsWith(`${url}/signed-in?`)) throw new Error(`sent to ${back.href}`);
      return { state: String(body['state']), query: back.search.slice(1) };
    },
    async finish({ state, query }, by, origin = url) {
      const of = { purpose: 'sign-in', audience: origin, nonce: state, tokenId: query };
      const proof = await proofBy(by, of);
      return await post('/finish', { device: by.key, state, query, proof });
    },
    async renew(renewal, by, timeMs = Date.now()) {
      const proof = await proofBy(by, {
        purpose: 'sign-in-renew',
        audience: url,
        nonce: createHash('sha256').update(String(renewal)).digest('base64url'),
        tokenId: String(timeMs),
      });
      return await post('/renew', { device: by.key, renewal, timeMs, proof });
    },
  };
}
