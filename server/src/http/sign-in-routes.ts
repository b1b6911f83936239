import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import { z } from 'zod/mini';
import { deviceKeySchema } from '@holdfast/shared/access/device-key';
import { type WorkspaceName, workspaceNameSchema } from '@holdfast/shared/protocol/names';
import { networkOf } from '../access/network-of.ts';
import { createTokenBuckets, type TokenBuckets } from '../relay/token-buckets.ts';
import type { AskedBy, SignIn, SignInAnswer, SignInRefusal } from '../sign-in/sign-in.ts';
import { sendProblem } from './problem.ts';

const maxBodyBytes = 64 * 1024;
/** Of one network address. */
const requestsPerSecond = 10;
const requestBurst = 100;

export interface SignInRoutesDeps {
  /** Undefined where no provider is configured. */
  readonly signIn: SignIn | undefined;
  /** What people call the provider. */
  readonly providerName: string;
  /** Whether a host, with port, is this relay's for a visitor from that network address. */
  readonly isOwnHost: (host: string, from: string) => boolean;
  readonly monotonicMs: () => number;
}

const signature = z.pipe(
  z.string().check(z.regex(/^[A-Za-z0-9_-]{86}$/)),
  z.transform((text) => new Uint8Array(Buffer.from(text, 'base64url'))),
);
const beginSchema = z.object({ device: deviceKeySchema });
const finishSchema = z.object({
  device: deviceKeySchema,
  state: z.string().check(z.minLength(1), z.maxLength(200)),
  query: z.string().check(z.maxLength(16_000)),
  proof: signature,
});
const renewSchema = z.object({
  device: deviceKeySchema,
  renewal: z.string().check(z.minLength(1), z.maxLength(32_000)),
  timeMs: z.int(),
  proof: signature,
});

/**
 * `/api/v1/<workspace>/sign-in`: for whoever has no token yet, so that none is asked for. Only pages of
 * this relay may use it: the provider sends the browser back to where it came from.
 */
export function createSignInRoutes(
  deps: SignInRoutesDeps,
  addressOf: (request: Request) => string,
): Router {
  const router = express.Router();
  const { signIn, providerName, monotonicMs } = deps;
  const words = wordsAbout(providerName);
  const limits = { perSecond: requestsPerSecond, burst: requestBurst, monotonicMs };
  const signingIn = createTokenBuckets(limits);
  // Apart: whoever has access must not lose it because somebody begins again and again.
  const renewing = createTokenBuckets(limits);

  const served = (request: Request): { signIn: SignIn; workspace: WorkspaceName } | undefined => {
    const workspace = workspaceNameSchema.safeParse(request.params['workspace']).data;
    if (signIn === undefined || workspace === undefined) return undefined;
    return { signIn, workspace };
  };

  router.get('/:workspace/sign-in', async (request: Request, response: Response) => {
    const here = served(request);
    const graceHours = await here?.signIn.graceHours(here.workspace);
    if (graceHours === undefined) sendProblem(response, 404, words['no-workspace'].detail);
    else response.set('Cache-Control', 'no-store').json({ provider: providerName, graceHours });
  });

  function add<Body extends { readonly device: AskedBy['device'] }>(
    path: string,
    buckets: TokenBuckets,
    schema: z.ZodMiniType<Body>,
    answer: (
      signIn: SignIn,
      by: AskedBy,
      body: Body,
      address: string,
    ) => Promise<SignInAnswer<object>>,
  ): void {
    const route = `/:workspace/sign-in${path}`;
    const guard = (request: Request, response: Response, next: NextFunction): void => {
      if (request.is('application/json') === false) {
        sendProblem(response, 415, 'Send JSON, with Content-Type: application/json.');
      } else if (!buckets.take(networkOf(addressOf(request)))) {
        response.set('Retry-After', '5');
        sendProblem(response, 503, 'Too many sign in at once. Try again in a moment.');
      } else next();
    };
    const parse = express.json({ limit: maxBodyBytes });
    router.post(route, guard, parse, async (request: Request, response: Response) => {
      const here = served(request);
      const from = addressOf(request);
      const origin = ownOrigin(request.headers.origin, (host) => deps.isOwnHost(host, from));
      const body = schema.safeParse(request.body);
      if (here === undefined) sendProblem(response, 404, words['no-workspace'].detail);
      else if (origin === undefined)
        sendProblem(
          response,
          403,
          'Only the pages of this relay can sign in here. Where this is one, start it with --public-url or --also-known-as.',
        );
      else if (!body.success) sendProblem(response, 400, 'The request is malformed.');
      else {
        const by = { workspace: here.workspace, origin, device: body.data.device };
        const address = networkOf(from);
        const result = await answer(here.signIn, by, body.data, address);
        if (result.ok) {
          const { ok: _, ...rest } = result;
          response.set('Cache-Control', 'no-store').json(rest);
        } else {
          const { status, detail } = words[result.why];
          // For programs; a person reads the sentence.
          response.set('Holdfast-Refused', result.why);
          sendProblem(response, status, detail);
        }
      }
    });
  }

  add('', signingIn, beginSchema, (signIn, by, _body, address) => signIn.begin(by, address));
  add('/finish', signingIn, finishSchema, (signIn, by, body) => signIn.finish(by, body));
  add('/renew', renewing, renewSchema, (signIn, by, body) => signIn.renew(by, body));
  return router;
}

/**
 * The page's origin, where that is the relay's own: no other page could go on with what comes of it.
 * What the header `Host` says does not count, as whoever sends it says it of themselves.
 */
function ownOrigin(
  origin: string | undefined,
  isOwn: (host: string) => boolean,
): string | undefined {
  if (origin === undefined || !URL.canParse(origin)) return undefined;
  const page = new URL(origin);
  return isOwn(page.host) ? page.origin : undefined;
}

type Words = Readonly<Record<SignInRefusal, { readonly status: number; readonly detail: string }>>;

const wordsAbout = (provider: string): Words => ({
  'no-workspace': { status: 404, detail: 'Nobody can sign in to this workspace here.' },
  'provider-unreachable': {
    status: 503,
    detail: `${provider} cannot be reached. Whoever has access keeps it until it ends; others need an invitation, or break-glass access from an admin.`,
  },
  'provider-refused': {
    status: 403,
    detail: `${provider} did not confirm the sign-in. Sign in again.`,
  },
  'provider-wrong': {
    status: 502,
    detail: `${provider} answered something unexpected. The log of the relay says what.`,
  },
  'begin-again': {
    status: 410,
    detail: 'This sign-in is over, or was begun elsewhere. Sign in again.',
  },
  'bad-proof': {
    status: 403,
    detail: 'This is not the device that began to sign in, or its clock is wrong. Sign in again.',
  },
  'no-role': {
    status: 403,
    detail: 'None of the groups of this account has access. Ask an admin of the workspace.',
  },
  'no-id': {
    status: 403,
    detail: `${provider} does not say who this account is. Ask an admin of the relay.`,
  },
  'email-not-verified': {
    status: 403,
    detail: `${provider} has not verified the email address of this account.`,
  },
  revoked: {
    status: 403,
    detail: 'The access was taken away by an admin. Only an admin can give it back.',
  },
});
