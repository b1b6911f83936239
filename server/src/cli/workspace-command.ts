import type { Environment } from '../config.ts';
import { askedAs } from './asked-as.ts';
import type { Output } from './output.ts';
import { expectWorkspace } from './held-workspaces.ts';
import { chooseRelays, rememberRelays, type RelayChoice } from './relay-choice.ts';
import { openSession, type SavedOn, type Session } from './session.ts';

/** What every command that works on a workspace is given. */
export interface WorkspaceCommandDeps {
  /** As typed after `--relay`. */
  readonly relays: readonly string[];
  readonly workspace: string | undefined;
  readonly json: boolean;
  readonly env: Environment;
  /** Where the last use is remembered. */
  readonly folder: string;
  readonly output: Output;
  /** The folder with the key of this device and its tokens; absent where relays ask for none. */
  readonly credentials?: string | undefined;
}

/** Runs `work` on the chosen workspace, and remembers the relays once that went well. */
export async function withSession<T>(
  deps: WorkspaceCommandDeps,
  work: (session: Session, choice: RelayChoice) => Promise<T>,
): Promise<T> {
  const choice = chooseRelays(deps);
  const { credentials } = deps;
  await askedAs(deps, choice.workspace);
  const session = await openSession({ ...choice, credentials, warn: deps.output.message });
  try {
    const result = await work(session, choice);
    if (deps.relays.length > 0) {
      rememberRelays(deps.folder, { relays: session.addresses(), workspace: choice.workspace });
    }
    return result;
  } finally {
    await session.close();
  }
}

/** As `withSession`, for commands that only read: they fail where the workspace does not exist. */
export async function withExistingSession<T>(
  deps: WorkspaceCommandDeps,
  work: (session: Session, choice: RelayChoice) => Promise<T>,
): Promise<T> {
  await expectWorkspace(deps);
  return withSession(deps, work);
}

/** Never more than is known. */
export function savedText({ relays, onlyOneReachable }: SavedOn): string {
  if (!onlyOneReachable) return `Saved on ${relays} relays.`;
  return 'Saved on 1 relay. No second relay has it yet: keep this one running until another is reachable.';
}
