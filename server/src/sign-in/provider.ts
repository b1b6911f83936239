import * as client from 'openid-client';
import { isLoopback } from '../config-values.ts';

export interface ProviderSettings {
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent: a client without a secret, which PKCE alone protects. */
  readonly clientSecret?: string | undefined;
}

/** What the provider says of somebody who has signed in there. */
export interface SignedIn {
  /** Who it is, by the provider's own count. */
  readonly subject: string;
  /** Claims of the checked ID token, and of what the provider says of the person besides. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** To hear from the provider again without the person; absent where it gives none. */
  readonly refreshToken?: string | undefined;
}

/** `unreachable`: it may work later; `refused`: the provider said no; `wrong`: somebody has to change a setting. */
export interface ProviderFailure {
  readonly ok: false;
  readonly kind: 'unreachable' | 'refused' | 'wrong';
  /** For the log. */
  readonly why: string;
}

export type FromProvider<T> = ({ readonly ok: true } & T) | ProviderFailure;

/** What only the relay knows of a sign-in that is under way. */
export interface UnderWay {
  readonly redirect: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface RefreshOf {
  readonly refreshToken: string;
  /** Of whom it was given. */
  readonly subject: string;
}

export interface Provider {
  /** Where the browser has to go. */
  begin(underWay: UnderWay): Promise<FromProvider<{ readonly address: string }>>;
  /** @param query what the provider's redirection said */
  finish(underWay: UnderWay, query: URLSearchParams): Promise<FromProvider<SignedIn>>;
  refresh(of: RefreshOf): Promise<FromProvider<SignedIn>>;
}

/** A person waits for the answer. */
const timeoutS = 8;
/** What is read of a provider (addresses, keys) is asked for anew after so long. */
const knownForMs = 60 * 60_000;

/**
 * The company's provider. Nothing is asked of it before somebody signs in, and what it says of itself
 * is forgotten when something fails, so that a relay neither needs it to start nor keeps what was wrong.
 */
export function createProvider(settings: ProviderSettings, monotonicMs: () => number): Provider {
  const { issuer, clientId, clientSecret } = settings;
  const isPlain = issuer.protocol === 'http:' && isLoopback(issuer.hostname);
  let known: { readonly config: Promise<client.Configuration>; readonly atMs: number } | undefined;

  function configuration(isFresh: boolean): Promise<client.Configuration> {
    const nowMs = monotonicMs();
    if (!isFresh && known !== undefined && nowMs - known.atMs < knownForMs) return known.config;
    const config = client.discovery(
      issuer,
      clientId,
      undefined,
      clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret),
      {
        timeout: timeoutS,
        // The ID token's signature is checked too, not only where it came from.
        execute: [
          client.enableNonRepudiationChecks,
          // Only for a provider of this same machine, in tests.
          ...(isPlain ? [client.allowInsecureRequests] : []),
        ],
      },
    );
    known = { config, atMs: nowMs };
    return config;
  }

  async function ask<T>(
    question: (config: client.Configuration) => Promise<T>,
    { isFresh = false } = {},
  ): Promise<FromProvider<T>> {
    try {
      return { ok: true, ...(await question(await configuration(isFresh))) };
    } catch (error) {
      const failure = failureOf(error);
      if (failure.kind !== 'refused') known = undefined;
      return failure;
    }
  }

  return {
    begin: ({ redirect, state, nonce, verifier }) =>
      ask(
        async (config) => {
          const offered = config.serverMetadata().scopes_supported ?? [];
          const scopes = ['openid', 'profile', 'email', 'offline_access'];
          const address = client.buildAuthorizationUrl(config, {
            redirect_uri: redirect,
            // Without the last, the person signs in again before the token ends.
            scope: scopes
              .filter((one) => one !== 'offline_access' || offered.includes(one))
              .join(' '),
            code_challenge: await client.calculatePKCECodeChallenge(verifier),
            code_challenge_method: 'S256',
            state,
            nonce,
          });
          return { address: address.href };
        },
        // A browser that is sent to a provider that is down shows nothing that helps.
        { isFresh: true },
      ),
    finish: ({ redirect, state, nonce, verifier }, query) =>
      ask(async (config) => {
        const came = new URL(redirect);
        came.search = query.toString();
        const tokens = await client.authorizationCodeGrant(config, came, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        return await signedIn(config, tokens, tokens.claims()?.sub ?? '');
      }),
    refresh: ({ refreshToken, subject }) =>
      ask(async (config) => {
        const tokens = await client.refreshTokenGrant(config, refreshToken);
        const next = await signedIn(config, tokens, subject);
        // A provider that does not change it does not send it again.
        return { ...next, refreshToken: next.refreshToken ?? refreshToken };
      }),
  };
}

/** What the ID token does not say (groups, at many providers), the provider is asked for. */
async function signedIn(
  config: client.Configuration,
  tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
  subject: string,
): Promise<SignedIn> {
  const said = tokens.claims();
  if (said !== undefined && said.sub !== subject) throw new Error('tokens of somebody else');
  const asked =
    config.serverMetadata().userinfo_endpoint === undefined
      ? {}
      : await client.fetchUserInfo(config, tokens.access_token, subject);
  return { subject, claims: { ...asked, ...said }, refreshToken: tokens.refresh_token };
}

function failureOf(error: unknown): ProviderFailure {
  const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (error instanceof client.AuthorizationResponseError) {
    // https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
    const isLater = ['server_error', 'temporarily_unavailable'].includes(error.error);
    return { ok: false, kind: isLater ? 'unreachable' : 'refused', why: `${why} ${error.error}` };
  }
  if (error instanceof client.ResponseBodyError) {
    const kind =
      error.status >= 500 ? 'unreachable' : error.error === 'invalid_grant' ? 'refused' : 'wrong';
    return { ok: false, kind, why: `${why} ${error.error}` };
  }
  return { ok: false, kind: isUnreachable(error) ? 'unreachable' : 'wrong', why };
}

function isUnreachable(error: unknown): boolean {
  if (error instanceof client.ClientError) {
    if (error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_ABORT') return true;
    return error.cause instanceof Response && error.cause.status >= 500;
  }
  // What `fetch` throws where nobody answers.
  return error instanceof TypeError && error.message === 'fetch failed';
}
