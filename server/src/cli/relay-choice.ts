import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod/mini';
import { workspaceNameSchema, type WorkspaceName } from '@holdfast/shared/protocol/names';
import type { Environment } from '../config.ts';
import { relayAddress } from '../relay/relay-address.ts';
import { makeFolder } from '../store/make-folder.ts';
import { CommandError, exitCodes } from './exit-codes.ts';

const demoRelays = ['ws://127.0.0.1:4100', 'ws://127.0.0.1:4101', 'ws://127.0.0.1:4102'];
const demoWorkspace = 'demo';

const lastUseSchema = z.object({
  relays: z.array(z.string()),
  workspace: workspaceNameSchema,
});

export interface RelayChoice {
  /** `ws://host:port` each. */
  readonly relays: readonly string[];
  readonly workspace: WorkspaceName;
}

export interface RelayChoiceDeps {
  /** As typed. */
  readonly relays: readonly string[];
  readonly workspace: string | undefined;
  readonly env: Environment;
  readonly folder: string;
}

/** Which relays and workspace a command means: as typed, else those of the folder's last use, else the demo's. */
export function chooseRelays({ relays, workspace, env, folder }: RelayChoiceDeps): RelayChoice {
  const lastUse = readLastUse(folder);
  const name = workspace ?? env['HOLDFAST_WORKSPACE'] ?? lastUse?.workspace ?? demoWorkspace;
  const parsed = workspaceNameSchema.safeParse(name);
  if (!parsed.success) {
    throw new CommandError(
      `"${name}" is not a workspace name: small letters, digits and dashes, and not "device".`,
      exitCodes.usage,
    );
  }
  const typed = relays.map((text) => {
    const address = relayAddress(text);
    if (address !== undefined) return address;
    throw new CommandError(
      `"${text}" is not a relay address. Write it as http://127.0.0.1:4100`,
      exitCodes.usage,
    );
  });
  return {
    relays: typed.length > 0 ? typed : (lastUse?.relays ?? demoRelays),
    workspace: parsed.data,
  };
}

/** Notes in the folder what was used, so that the next command need not say it. */
export function rememberRelays(folder: string, choice: RelayChoice): void {
  const path = lastUsePath(folder);
  try {
    makeFolder(dirname(path));
    writeFileSync(path, `${JSON.stringify(choice, undefined, 2)}\n`);
  } catch {
    // In a folder that cannot be written, the next command has to say it again.
  }
}

function readLastUse(folder: string): RelayChoice | undefined {
  try {
    return lastUseSchema.parse(JSON.parse(readFileSync(lastUsePath(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

function lastUsePath(folder: string): string {
  return join(folder, '.holdfast', 'cli.json');
}
