import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { SigningKey } from '@holdfast/shared/access/signing-key';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { LinkCredentials } from '@holdfast/shared/replica/link-access';
import type { Clock } from '@holdfast/shared/replica/ports';
import type { RelayConfig } from '../config.ts';
import type { OwnHosts } from './own-hosts.ts';
import { folderCredentials } from './peer-credentials.ts';
import { openRelayAccess, type RelayAccess, type RelayAccessDeps } from './relay-access.ts';

/** What judges whoever comes, where keys are configured. @throws KeysFolderError */
export function openAccess({
  config,
  ...deps
}: Omit<RelayAccessDeps, 'keys' | 'data' | 'relayName'> & {
  readonly config: RelayConfig;
}): RelayAccess | undefined {
  const { keys, data, name, listen } = config;
  if (keys === undefined) return undefined;
  return openRelayAccess({
    ...{ ...deps, keys, data },
    relayName: name ?? `${hostname()}-${listen.port}`,
  });
}

/** What is shown to peers, where there is a folder of it. */
export function credentialsOf(
  { credentials }: RelayConfig,
  {
    hosts,
    log,
    access,
    clock,
  }: {
    readonly hosts: OwnHosts;
    readonly log: Logger;
    readonly access: RelayAccess | undefined;
    readonly clock: Pick<Clock, 'monotonicMs'>;
  },
): ((workspace: WorkspaceName) => LinkCredentials) | undefined {
  if (credentials === undefined) {
    if (access !== undefined)
      log.warn('this relay has nothing to prove itself by to devices and peers (--credentials)');
    return undefined;
  }
  const { monotonicMs } = clock;
  return (workspace) => {
    const keys = (): readonly SigningKey[] => access?.keysOf(workspace) ?? [];
    return folderCredentials(credentials, workspace, log, { isAt: hosts.isOwn, keys, monotonicMs });
  };
}
