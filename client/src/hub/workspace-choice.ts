import { type WorkspaceName, workspaceNameSchema } from '@holdfast/shared/protocol/names';
import {
  type DeviceMemory,
  heldKey,
  rememberedWorkspace,
  servedKey,
  workspaceParameter,
} from './remembered-workspace.ts';

export interface WorkspaceChoice {
  readonly workspace: WorkspaceName;
  /** Addresses without a name lead, as far as is known, to another workspace: links have to name this one. */
  readonly isNamedInAddresses: boolean;
}

export interface WorkspaceChoiceDeps {
  readonly memory: DeviceMemory;
  /** What the serving relay opens for browsers that name none; undefined when it does not answer. */
  readonly askOrigin: () => Promise<WorkspaceName | undefined>;
}

/**
 * Chooses what an address without a name opens: for a document, which somebody may have shared, the
 * serving relay's workspace; else the one this device was last in. Asks the relay only where neither
 * is known.
 */
export async function chooseWorkspace(
  address: URL,
  deps: WorkspaceChoiceDeps,
): Promise<WorkspaceChoice> {
  const known = read(rememberedWorkspace(address, deps.memory) ?? null);
  let served = read(deps.memory.get(servedKey));
  const asked = askAgain(deps);
  if (known === undefined) served = await asked;
  const workspace = known ?? served ?? 'demo';
  return { workspace, isNamedInAddresses: known !== undefined && workspace !== served };
}

/** To be called once the workspace holds something: a mistyped name must not stick to the device. */
export function rememberHeld(memory: DeviceMemory, workspace: WorkspaceName): void {
  memory.set(heldKey, workspace);
}

/** Workspaces that somebody may have meant who finds nothing in `workspace`. */
export async function likelyWorkspaces(
  workspace: WorkspaceName,
  deps: WorkspaceChoiceDeps,
): Promise<readonly WorkspaceName[]> {
  const held = read(deps.memory.get(heldKey));
  const served = (await askAgain(deps)) ?? read(deps.memory.get(servedKey));
  const others = [served, held].filter((name) => name !== undefined && name !== workspace);
  return [...new Set(others)].filter((name) => name !== undefined);
}

/** `href` (a path, with or without search and anchor), naming `workspace`. */
export function nameWorkspace(href: string, workspace: WorkspaceName): string {
  const url = new URL(href, 'http://localhost');
  url.searchParams.set(workspaceParameter, workspace);
  return url.pathname + url.search + url.hash;
}

async function askAgain(deps: WorkspaceChoiceDeps): Promise<WorkspaceName | undefined> {
  const served = await deps.askOrigin();
  if (served !== undefined) deps.memory.set(servedKey, served);
  return served;
}

function read(text: string | null): WorkspaceName | undefined {
  const name = workspaceNameSchema.safeParse(text);
  return name.success ? name.data : undefined;
}
