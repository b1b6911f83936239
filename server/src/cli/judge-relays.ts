import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { workspaceKeyId } from '@holdfast/shared/access/key-succession';
import { createRelayJudge, type RelayJudge } from '@holdfast/shared/access/relay-judge';
import { noAccess, readWorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { writeWholeFile } from '../access/private-file.ts';

const knownSchema = z.object({
  /** Thumbprint of the key behind the command's own token. */
  root: z.string(),
  /** That of the key by which a relay has proven itself. */
  key: z.string(),
});

/**
 * How a command judges relays: by the key of the workspace behind its own token. Where none has ever
 * proven itself to this folder of credentials, one without proof is dealt with, and `warn` told.
 */
export function judgeRelays({
  credentials,
  workspace,
  token,
  nowMs,
  read,
  warn,
}: {
  readonly credentials: string;
  readonly workspace: string;
  readonly token: string;
  readonly nowMs: () => number;
  /** The document `workspace` as far as it is here. */
  readonly read: () => Promise<Uint8Array | undefined>;
  readonly warn: (message: string) => void;
}): RelayJudge {
  const path = join(credentials, `${workspace}.relays.json`);
  // Behind whoever signed in stands a key that other relays do not prove themselves by.
  const root = workspaceKeyId(token);
  let known = readKnown(path);
  if (known?.root !== root) known = undefined;
  const warned = new Set<string>();
  return createRelayJudge({
    workspace,
    nowMs,
    anchor: () => known?.key ?? root,
    async access() {
      const update = await read();
      if (update === undefined) return noAccess;
      const doc = new Y.Doc();
      Y.applyUpdate(doc, update);
      const access = readWorkspaceAccess(doc);
      doc.destroy();
      return access;
    },
    onProven(key) {
      if (root === undefined || known?.key === key) return;
      known = { root, key };
      try {
        writeWholeFile(path, `${JSON.stringify(known, undefined, 2)}\n`, 'public');
      } catch {
        // A folder that cannot be written is one of a machine: it is asked anew each time.
      }
    },
    mayGoWithout(host) {
      if (known !== undefined) return false;
      if (!warned.has(host)) {
        warned.add(host);
        warn(
          `The relay at ${host} has not proven that it is one of the workspace: it has no token of role peer (docs/access.md).`,
        );
      }
      return true;
    },
  });
}

function readKnown(path: string): z.infer<typeof knownSchema> | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return knownSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // It is written anew as soon as a relay proves itself.
    return undefined;
  }
}
