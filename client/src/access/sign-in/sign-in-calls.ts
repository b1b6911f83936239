import { base64urlnopad } from '@scure/base';
import type { DeviceSigner } from '@holdfast/shared/access/device-key';
import { proofText } from '@holdfast/shared/access/proof';
import { z } from 'zod/mini';
import { signInText } from '../../ui/text/sign-in.ts';

/** What the relay behind the page says of signing in. */
const aboutSchema = z.object({ provider: z.string(), graceHours: z.number() });
export type AboutSignIn = z.infer<typeof aboutSchema>;

const begunSchema = z.object({ address: z.string().check(z.regex(/^https?:/)), state: z.string() });
const issuedSchema = z.object({
  token: z.string(),
  graceHours: z.number(),
  renewal: z.optional(z.string()),
});
export type Issued = z.infer<typeof issuedSchema>;

/** `why` is for a person; `word` for programs, where the relay gave one. */
export type Asked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: string; readonly word?: string | undefined };

export interface SignInCalls {
  /** Undefined where nobody can sign in, or the relay does not answer. */
  about(): Promise<AboutSignIn | undefined>;
  begin(signer: DeviceSigner): Promise<Asked<z.infer<typeof begunSchema>>>;
  /** @param query what the provider's redirection said */
  finish(signer: DeviceSigner, state: string, query: string): Promise<Asked<Issued>>;
  renew(signer: DeviceSigner, renewal: string): Promise<Asked<Issued>>;
}

export interface SignInCallsDeps {
  /** Of the relay that serves the page. */
  readonly origin: string;
  readonly workspace: string;
  readonly fetch: (address: string, init?: RequestInit) => Promise<Response>;
  readonly nowMs: () => number;
}

const timeoutMs = 20_000;

/** Asks the relay behind the page, which alone the provider knows. */
export function createSignInCalls(deps: SignInCallsDeps): SignInCalls {
  const { origin, workspace, nowMs } = deps;
  const base = `${origin}/api/v1/${encodeURIComponent(workspace)}/sign-in`;

  async function post<T>(
    path: string,
    schema: z.ZodMiniType<T>,
    body: Readonly<Record<string, unknown>>,
  ): Promise<Asked<T>> {
    let answer: Response;
    let said: unknown;
    try {
      answer = await deps.fetch(`${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      said = await answer.json();
    } catch {
      return { ok: false, why: signInText.unreachable };
    }
    const value = schema.safeParse(said);
    if (answer.ok && value.success) return { ok: true, value: value.data };
    const problem = problemSchema.safeParse(said);
    return {
      ok: false,
      why: problem.data?.detail ?? signInText.malformed,
      word: answer.headers.get('holdfast-refused') ?? undefined,
    };
  }

  async function prove(
    signer: DeviceSigner,
    of: { readonly purpose: string; readonly nonce: string; readonly tokenId: string },
  ): Promise<string> {
    const text = proofText({ ...of, workspace, audience: origin });
    return base64urlnopad.encode(await signer.sign(text));
  }

  return {
    async about() {
      try {
        const answer = await deps.fetch(base, {
          cache: 'no-store',
          signal: AbortSignal.timeout(timeoutMs),
        });
        return answer.ok ? aboutSchema.safeParse(await answer.json()).data : undefined;
      } catch {
        return undefined;
      }
    },
    begin: (signer) => post('', begunSchema, { device: signer.key }),
    async finish(signer, state, query) {
      const proof = await prove(signer, { purpose: 'sign-in', nonce: state, tokenId: query });
      return await post('/finish', issuedSchema, { device: signer.key, state, query, proof });
    },
    async renew(signer, renewal) {
      const timeMs = nowMs();
      const proof = await prove(signer, {
        purpose: 'sign-in-renew',
        nonce: base64urlnopad.encode(await sha256(renewal)),
        tokenId: String(timeMs),
      });
      return await post('/renew', issuedSchema, { device: signer.key, renewal, timeMs, proof });
    },
  };
}

/** RFC 9457. */
const problemSchema = z.object({ detail: z.string() });

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

/** Asks the relay that serves this page. */
export function callsHere(workspace: string): SignInCalls {
  return createSignInCalls({
    origin: location.origin,
    workspace,
    fetch: (address, init) => fetch(address, init),
    nowMs: Date.now,
  });
}
