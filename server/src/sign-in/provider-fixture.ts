import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type Account, Provider } from 'oidc-provider';

/** Somebody who has an account at the provider. */
export interface FixtureAccount {
  readonly email: string;
  readonly emailVerified?: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

/** For tests: a real OpenID Connect provider on a free port of this machine. */
export interface ProviderFixture {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** By the name that is typed to sign in. Whoever is not there any more gets no new tokens. */
  readonly accounts: Map<string, FixtureAccount>;
  /** Lets browsers be sent back to these addresses; before that, nobody can sign in. */
  serve(redirects: readonly string[], options?: ProviderFixtureOptions): void;
  /** How many requests it has had. */
  requests(): number;
  /** As if its machine were switched off: connections end, nobody answers. */
  kill(): Promise<void>;
  /** At the same address as before. */
  restart(): Promise<void>;
}

export interface ProviderFixtureOptions {
  /** Does it let relays ask again without the person? Default: yes. */
  readonly refreshes?: boolean;
}

const clientId = 'holdfast';
const clientSecret = 'a-secret-of-the-test-provider';

export async function startProvider(): Promise<ProviderFixture> {
  const accounts = new Map<string, FixtureAccount>();
  let requests = 0;
  let answer: RequestListener = (_request, response) => void response.writeHead(503).end();
  const count: RequestListener = (request, response) => {
    requests += 1;
    answer(request, response);
  };
  let server = createServer(count).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  const issuer = `http://127.0.0.1:${port}`;

  return {
    issuer,
    clientId,
    clientSecret,
    accounts,
    requests: () => requests,
    serve(redirects, { refreshes = true } = {}) {
      answer = createAnswer(issuer, accounts, redirects, refreshes);
    },
    async kill() {
      const gone = server.listening ? once(server, 'close') : undefined;
      server.close();
      server.closeAllConnections();
      await gone;
    },
    async restart() {
      server = createServer(count).listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

function createAnswer(
  issuer: string,
  accounts: ReadonlyMap<string, FixtureAccount>,
  redirects: readonly string[],
  refreshes: boolean,
): RequestListener {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirects],
        grant_types: ['authorization_code', ...(refreshes ? ['refresh_token'] : [])],
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', ...(refreshes ? ['offline_access'] : [])],
    claims: { profile: ['name', 'groups'], email: ['email', 'email_verified'] },
    cookies: { keys: ['a key of the test provider'] },
    issueRefreshToken: async (_context, client) =>
      refreshes && client.grantTypeAllowed('refresh_token'),
    findAccount: (_context, id) => accountOf(id, accounts.get(id)),
  });
  const listener = provider.callback();
  return (request, response) => void listener(request, response);
}

/** Goes to the provider as a browser does, signs in and agrees. Answers where it is sent back to. */
export async function visitProvider(address: string, login: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next = new URL(address);
  const { origin } = next;
  let form: URLSearchParams | undefined;
  // A provider that asks more often than that is broken.
  for (let hop = 0; hop < 20; hop += 1) {
    const cookie = Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, {
      redirect: 'manual',
      headers: { cookie },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    form = undefined;
    const location = answer.headers.get('location');
    if (location !== null) {
      next = new URL(location, next);
      if (next.origin !== origin) return next;
      continue;
    }
    const page = await answer.text();
    const prompt = /name="prompt" value="([a-z]+)"/.exec(page)?.[1];
    if (prompt === undefined) throw new Error(`the provider says: ${page.slice(0, 2000)}`);
    form = new URLSearchParams({ prompt, ...(prompt === 'login' ? { login, password: 'x' } : {}) });
  }
  throw new Error('the provider goes round in circles');
}

function portOf(server: Server): number {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('not listening');
  return bound.port;
}

function accountOf(id: string, account: FixtureAccount | undefined): Account | undefined {
  if (account === undefined) return undefined;
  const { email, emailVerified = true, name, groups } = account;
  return {
    accountId: id,
    claims: () => ({ sub: id, email, email_verified: emailVerified, name, groups: [...groups] }),
  };
}
