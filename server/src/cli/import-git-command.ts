import type { MapComponent, MapValue } from '@holdfast/shared/model/map-value';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { ComponentPath } from '@holdfast/shared/ownership/component-knowledge';
import { applyGitKnowledge } from '@holdfast/shared/transfer/apply-git-knowledge';
import {
  type GitKnowledgePlan,
  planGitKnowledge,
} from '@holdfast/shared/transfer/plan-git-knowledge';
import type * as Y from 'yjs';
import { closest } from '../closest.ts';
import { nodeRandom } from '../relay/node-clock.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { reportGitImport } from './import-git-report.ts';
import type { SavedOn } from './session.ts';
import { type OwnershipDeps, type OwnershipRead, readOwnership } from './truck-factor-command.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ImportGitDeps extends WorkspaceCommandDeps, OwnershipDeps {
  /** Name or id of the component of all files that no path names. */
  readonly component: string | undefined;
  /** `PATH=NAME` each. */
  readonly componentPaths: readonly string[];
  /** What the repository is called in the map; else as its remote or folder. */
  readonly repositoryName: string | undefined;
  readonly dryRun: boolean;
  readonly by: string;
}

/**
 * Tells the map who wrote and who knows the code of its components. Only what the same repository
 * said before is changed; what people said of each other stays, and counts more.
 */
export async function importGit(deps: ImportGitDeps): Promise<ExitCode> {
  const typed = deps.componentPaths.map(splitPath);
  if (deps.component === undefined && typed.length === 0) {
    throw new CommandError(
      'Say which component the code belongs to: --component NAME, or --component-path PATH=NAME.',
      exitCodes.usage,
    );
  }
  const found = await readOwnership(deps);
  return withExistingSession(deps, async (session, { workspace }) => {
    const doc = await session.read(mapDocument);
    if (doc === undefined) {
      throw new CommandError(
        `The map of ${workspace} is still empty. Add the components first, then import again.`,
      );
    }
    let plan = planFor(doc, deps, found, typed);
    doc.destroy();
    let saved: SavedOn | undefined;
    if (!deps.dryRun) {
      const isChanged = await session.change(mapDocument, (current) => {
        // Planned anew from what is there now, so that nothing in between is overwritten.
        plan = planFor(current, deps, found, typed);
        const context = { nowMs: deps.nowMs, by: deps.by, random: nodeRandom };
        const applied = applyGitKnowledge(current, plan, context);
        if (!applied.ok) throw new CommandError(applied.problem);
        return applied.changed;
      });
      saved = isChanged ? await session.saved() : undefined;
    }
    reportGitImport(deps, { workspace, found, plan, saved });
    return exitCodes.ok;
  });
}

function planFor(
  doc: Y.Doc,
  deps: ImportGitDeps,
  { read, ownership }: OwnershipRead,
  typed: readonly ComponentPath[],
): GitKnowledgePlan & { readonly map: MapValue } {
  const map = readMap(doc);
  const paths = typed.map(({ path, component }) => {
    const isThere = ownership.files.counted.some(
      (file) => path === '' || file === path || file.startsWith(`${path}/`),
    );
    if (isThere) return { path, component: findComponent(map, component).id };
    throw new CommandError(`No file that counts is at or below ${path} in ${read.name}.`);
  });
  const plan = planGitKnowledge(map, {
    repository: deps.repositoryName ?? read.name,
    history: read.history,
    ownership,
    paths,
    component: deps.component === undefined ? undefined : findComponent(map, deps.component).id,
  });
  return { ...plan, map };
}

function splitPath(text: string): ComponentPath {
  const at = text.indexOf('=');
  const path = text
    .slice(0, at)
    .replace(/^(?:\.\/)+/, '')
    .replace(/\/+$/, '');
  const component = text.slice(at + 1).trim();
  if (at > 0 && component !== '') return { path: path === '.' ? '' : path, component };
  throw new CommandError(
    `"${text}" is no path and component. Write it as services/pay=Payments`,
    exitCodes.usage,
  );
}

/** By id, else by name, else by another name; case aside. */
function findComponent(map: MapValue, wanted: string): MapComponent {
  const byId = map.components.get(wanted);
  if (byId !== undefined) return byId;
  const all = [...map.components.values()];
  const folded = wanted.trim().toLowerCase();
  const ways = [
    (one: MapComponent): boolean => one.name.toLowerCase() === folded,
    (one: MapComponent): boolean => one.aliases.some((alias) => alias.toLowerCase() === folded),
  ];
  for (const fits of ways) {
    const found = all.filter(fits);
    const [first] = found;
    if (first === undefined) continue;
    if (found.length === 1) return first;
    throw new CommandError(
      `${found.length} components are called ${wanted}. Name one by its id: ${found.map(({ id }) => id).join(', ')}.`,
    );
  }
  const guess = closest(
    wanted,
    all.map(({ name }) => name),
  );
  throw new CommandError(
    `There is no component called ${wanted} in the map.${guess === undefined ? ' Add it first.' : ` Did you mean ${guess}?`}`,
  );
}
