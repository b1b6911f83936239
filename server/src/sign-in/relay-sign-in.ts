import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import * as Y from 'yjs';
import {
  readWorkspaceAccess,
  type WorkspaceAccess,
} from '@holdfast/shared/access/workspace-access';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import type { SignInRoutesDeps } from '../http/sign-in-routes.ts';
import type { AuditLog } from '../access/audit-log.ts';
import { createProvider } from './provider.ts';
import { readRoleRules } from './roles-file.ts';
import { readSignInKey, SignInFileError } from './sign-in-key.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import type { SignInConfig } from './sign-in-settings.ts';

export interface RelaySignInDeps {
  readonly config: SignInConfig;
  readonly isOwnHost: SignInRoutesDeps['isOwnHost'];
  /** Absent at a relay without keys. */
  readonly access:
    | {
        readonly audit: Pick<AuditLog, 'note'>;
        /** The keys of a workspace that this relay takes tokens from. */
        keysOf(workspace: WorkspaceName): readonly SigningKey[];
      }
    | undefined;
  readonly replica: (workspace: string) => Replica | undefined;
  readonly clock: { nowMs(): number; monotonicMs(): number };
  readonly log: Logger;
}

/**
 * Signing in, where it is configured. Reads files of this machine only: the provider is asked when
 * somebody signs in, and a relay starts without it.
 *
 * @throws SignInFileError, RoleRulesError
 */
export function createRelaySignIn(deps: RelaySignInDeps): SignInRoutesDeps {
  const { config, clock, isOwnHost } = deps;
  return {
    isOwnHost,
    signIn: configured(deps),
    providerName: providerNameOf(config),
    monotonicMs: clock.monotonicMs,
  };
}

function configured(deps: RelaySignInDeps): SignIn | undefined {
  const { oidcIssuer, oidcClientId, oidcClientSecretFile, oidcRoles, oidcGrace, signInKeys } =
    deps.config;
  if (oidcIssuer === undefined || oidcClientId === undefined || oidcRoles === undefined)
    return undefined;
  const { clock, log } = deps;
  const keys = new Map(
    signInKeys.map((path) => {
      const key = readSignInKey(path);
      return [key.workspace, key];
    }),
  );
  for (const { workspace, kid } of keys.values()) {
    if (deps.access?.keysOf(workspace).some((key) => key.kid === kid) === false)
      log.warn(
        { workspace, kid },
        'this relay does not take tokens of its own sign-in key: nobody who signs in is let in. Put its public half into the folder of --keys',
      );
  }
  const clientSecret = oidcClientSecretFile && readClientSecret(oidcClientSecretFile);
  return createSignIn({
    provider: createProvider(
      { issuer: new URL(oidcIssuer), clientId: oidcClientId, clientSecret },
      clock.monotonicMs,
    ),
    rules: readRoleRules(oidcRoles),
    graceHours: oidcGrace,
    key: (workspace) => keys.get(workspace),
    async access(workspace) {
      const replica = deps.replica(workspace);
      return replica && (await accessOf(replica));
    },
    clock,
    audit: deps.access?.audit,
    log,
  });
}

/** What people call the provider. */
function providerNameOf({ oidcName, oidcIssuer }: SignInConfig): string {
  return oidcName ?? (oidcIssuer === undefined ? '' : new URL(oidcIssuer).host);
}

function readClientSecret(path: string): string {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret !== '') return secret;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SignInFileError(`Cannot read the secret of the provider: ${why}`, { cause: error });
  }
  throw new SignInFileError(`There is no secret of the provider in ${path}.`);
}

async function accessOf(replica: Replica): Promise<WorkspaceAccess> {
  const doc = new Y.Doc();
  const state = await replica.read('workspace');
  if (state !== undefined) Y.applyUpdate(doc, state);
  const access = readWorkspaceAccess(doc);
  doc.destroy();
  return access;
}
