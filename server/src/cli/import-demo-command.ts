import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { readMapFiles } from '@holdfast/shared/map-transfer/map-file-read';
import { planMapImport } from '@holdfast/shared/map-transfer/plan-map-import';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import { describeWorkspace, putRelay, readWorkspace } from '@holdfast/shared/model/workspace';
import { askRelay } from './ask-relay.ts';
import { demoDrillsSchema, type DrillsPutIn, putDrillsIn } from './demo-drills.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { applyDecisions, planImport } from './import-command.ts';
import { readFiles } from './import-files.ts';
import { applyMapPlan } from './import-map-command.ts';
import { newWorkspaceNote } from './held-workspaces.ts';
import { counted, jsonText } from './output.ts';
import type { SavedOn, Session } from './session.ts';
import { savedText, withSession, type WorkspaceCommandDeps } from './workspace-command.ts';

const bootstrapSchema = z.object({ relays: z.array(z.string()) });
const versionSchema = z.object({ relay: z.string() });
const demoSchema = z.object({ name: z.string(), description: z.string() });

export interface ImportDemoDeps extends WorkspaceCommandDeps {
  readonly demoFolder: string;
  readonly dryRun: boolean;
}

/** Fills a workspace with the demo. What is there already stays as it is. */
export async function importDemo(deps: ImportDemoDeps): Promise<ExitCode> {
  const { json, dryRun, output } = deps;
  const demo = readDemo(deps.demoFolder);
  const { root, files } = readFiles(join(deps.demoFolder, 'runbooks'));
  const note = await newWorkspaceNote(deps, dryRun);
  return withSession(deps, async (session, { workspace }) => {
    // Only what is missing: what people made of the demo is theirs.
    const decisions = (await planImport(session, root, files)).filter(
      ({ kind }) => kind === 'create',
    );
    const isDescribed = !dryRun && (await describe(session, demo, await namedRelays(session)));
    let saved = dryRun ? undefined : (await applyDecisions(session, decisions, demo.name)).saved;
    const drawn = await drawMap(session, deps, demo.name);
    saved = drawn.saved ?? saved;
    const held = await fillDrills(session, deps);
    if (held.plans + held.drills > 0) saved = await session.saved();
    if (isDescribed) saved ??= await session.saved();
    if (note !== undefined) output.message(note);
    if (json) {
      output.data(
        jsonText({
          workspace,
          dryRun,
          created: decisions.map(({ path }) => path),
          components: drawn.components,
          plans: held.plans,
          drills: held.drills,
          savedOnRelays: saved?.relays ?? null,
        }),
      );
      return exitCodes.ok;
    }
    output.data(
      `${counted(decisions.length, 'runbook')} ${dryRun ? 'would be ' : ''}created in ${workspace}`,
    );
    if (drawn.components > 0) {
      output.data(
        `${counted(drawn.components, 'component')} ${dryRun ? 'would be ' : ''}put into its map`,
      );
    }
    if (held.plans > 0)
      output.data(`${counted(held.plans, 'plan')} and ${counted(held.drills, 'drill')} put in`);
    if (saved !== undefined) output.message(savedText(saved));
    return exitCodes.ok;
  });
}

/** Fills the map where there is none: one that people drew is theirs. */
async function drawMap(
  session: Session,
  { demoFolder, dryRun }: ImportDemoDeps,
  by: string,
): Promise<{ readonly components: number; readonly saved: SavedOn | undefined }> {
  if ((await session.read(mapDocument)) !== undefined) return { components: 0, saved: undefined };
  const path = join(demoFolder, 'map.yaml');
  const draft = readMapFiles([{ path: 'map.yaml', text: readFileSync(path, 'utf8') }]);
  const plan = planMapImport(new Y.Doc(), draft);
  const components = plan.items.filter(({ register }) => register === 'components').length;
  if (dryRun) return { components, saved: undefined };
  const { saved } = await applyMapPlan(session, (doc) => planMapImport(doc, draft), by);
  return { components, saved };
}

/** Plans and past drills, where the map is the demo's: they are about what is in it. */
async function fillDrills(
  session: Session,
  { demoFolder, dryRun }: ImportDemoDeps,
): Promise<DrillsPutIn> {
  const map = await session.read(mapDocument);
  const isOurs = map !== undefined && readMap(map).components.has('orders-db');
  map?.destroy();
  if (dryRun || !isOurs) return { plans: 0, drills: 0 };
  const text = readFileSync(join(demoFolder, 'drills.json'), 'utf8');
  const { plans } = demoDrillsSchema.parse(JSON.parse(text));
  return putDrillsIn(session, plans, Date.now());
}

/** Also those that are down now: as the linked relays know their peers. */
async function knownRelays(session: Session): Promise<readonly string[]> {
  const told = await Promise.all(session.relays().map(({ url }) => peersOf(url)));
  return [...new Set([...session.addresses(), ...told.flat()])];
}

async function peersOf(url: string): Promise<readonly string[]> {
  try {
    const answer = await askRelay(url, '/bootstrap.json');
    return bootstrapSchema.parse(await answer.json()).relays;
  } catch {
    return [];
  }
}

interface NamedRelay {
  readonly url: string;
  /** Empty where the relay does not answer now. */
  readonly label: string;
}

async function namedRelays(session: Session): Promise<readonly NamedRelay[]> {
  const linked = new Map(session.relays().map(({ url, name }) => [url, name]));
  const urls = await knownRelays(session);
  return Promise.all(
    urls.map(async (url) => ({ url, label: linked.get(url) ?? (await nameOf(url)) })),
  );
}

async function nameOf(url: string): Promise<string> {
  try {
    const answer = await askRelay(url, '/version');
    return versionSchema.parse(await answer.json()).relay;
  } catch {
    return '';
  }
}

function describe(
  session: Session,
  demo: z.infer<typeof demoSchema>,
  relays: readonly NamedRelay[],
): Promise<boolean> {
  return session.change('workspace', (doc) => {
    const current = readWorkspace(doc);
    let isChanged = false;
    if (current.name === '') isChanged = isDone(describeWorkspace(doc, demo));
    if (current.relays.length > 0) return isChanged;
    for (const named of relays) {
      const relay = { ...named, region: '', provider: '' };
      isChanged = isDone(putRelay(doc, relay)) || isChanged;
    }
    return isChanged;
  });
}

function isDone(
  result:
    | { readonly ok: true; readonly changed: boolean }
    | { readonly ok: false; readonly problem: string },
): boolean {
  if (!result.ok) throw new CommandError(result.problem);
  return result.changed;
}

function readDemo(folder: string): z.infer<typeof demoSchema> {
  try {
    return demoSchema.parse(JSON.parse(readFileSync(join(folder, 'workspace.json'), 'utf8')));
  } catch (error) {
    throw new CommandError(
      `The demo's content is not in ${folder}. Run holdfast from its own checkout.`,
      exitCodes.failed,
      {
        cause: error,
      },
    );
  }
}
