import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { WorkspaceName } from '@holdfast/shared/protocol/names';
import type { LinkCredentials } from '@holdfast/shared/replica/link-access';
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
  hosts: OwnHosts,
  log: Logger,
): ((workspace: WorkspaceName) => LinkCredentials) | undefined {
  if (credentials === undefined) return undefined;
  return (workspace) => folderCredentials(credentials, workspace, log, hosts.isOwn);
}
