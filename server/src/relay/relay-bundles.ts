import type { Logger } from 'pino';
import type { BundleCopy } from '@holdfast/shared/bundle/bundle-source';
import type { Clock } from '@holdfast/shared/replica/ports';
import { withoutRestricted } from '../access/readable.ts';
import { type BundleSchedule, startBundleSchedule } from '../bundle/bundle-schedule.ts';
import { makeBundleInThread } from '../bundle/bundle-thread.ts';
import type { RelayConfig } from '../config.ts';
import type { OpenWorkspace } from './workspaces.ts';

export interface RelayBundlesDeps {
  readonly config: RelayConfig;
  readonly version: string;
  readonly relayName: () => string;
  readonly addresses: () => readonly string[];
  readonly workspaces: () => readonly OpenWorkspace[];
  readonly clock: Clock;
  readonly onFailed: () => void;
  readonly log: Logger;
}

/** Makes emergency bundles of this relay's workspaces on schedule; undefined where no folder is set. */
export function startRelayBundles(deps: RelayBundlesDeps): BundleSchedule | undefined {
  const { config, clock } = deps;
  if (config.bundleDir === undefined) return undefined;
  return startBundleSchedule({
    folder: config.bundleDir,
    everyHours: config.bundleEvery,
    keep: config.bundleKeep,
    clock,
    workspaces: () =>
      deps
        .workspaces()
        .filter(({ replica }) => replica.documents().length > 0)
        .map(({ name }) => name),
    make(workspace, path, madeAtMs) {
      const open = deps.workspaces().find(({ name }) => name === workspace);
      if (open === undefined) throw new Error(`workspace ${workspace} is not open`);
      const origin = {
        workspace,
        madeAtMs,
        maker: { kind: 'relay' as const, name: deps.relayName() },
        version: deps.version,
        relays: deps.addresses(),
        copy: copyOf(open),
      };
      const readable = withoutRestricted(open.replica, open.isRestricted);
      return makeBundleInThread({ path, origin }, readable);
    },
    onFailed: deps.onFailed,
    log: deps.log,
  });
}

/** A peer counts as linked only while it has sent all that it had. */
function copyOf({ replica, peers }: OpenWorkspace): BundleCopy {
  const { links, damaged } = replica.status();
  const live = new Set(
    links.flatMap(({ peer, phase }) => (phase === 'live' ? [peer?.storeId] : [])),
  );
  const linked: string[] = [];
  const unlinked: string[] = [];
  for (const { url, name, storeId, refused } of peers()) {
    const isEqual = storeId !== undefined && live.has(storeId) && refused.length === 0;
    (isEqual ? linked : unlinked).push(name ?? url);
  }
  return { linked, unlinked, unsent: 0, damaged };
}
