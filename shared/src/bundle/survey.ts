import * as Y from 'yjs';
import { mergeRoots } from '../model/incident-roots.ts';
import { readAcceptances } from '../model/map-acceptances.ts';
import { readExclusions } from '../model/map-exclusions.ts';
import { readMapTasks } from '../model/map-tasks.ts';
import { mapDocument, readMap } from '../model/map.ts';
import type { MapFollowUps } from './map-follow-ups.ts';
import type { MapValue } from '../model/map-value.ts';
import { project } from '../model/project.ts';
import type {
  DrillProjection,
  IncidentProjection,
  Projection,
  WorkspaceProjection,
} from '../model/projection.ts';
import { readReviews } from '../model/review.ts';
import { readRunbook } from '../model/runbook.ts';
import { documentKind, type DocumentName } from '../protocol/names.ts';
import type { BundleSource, KindCount } from './bundle-source.ts';
import { inGravity, surveyIncident, type SurveyedIncident } from './survey-incident.ts';

/** What the front of a bundle says of a runbook; its text is read when it is written. */
export interface SurveyedRunbook {
  readonly name: DocumentName;
  readonly title: string;
  readonly owners: readonly string[];
  readonly alerts: readonly string[];
  readonly aliases: readonly string[];
  readonly archived: boolean;
  readonly changedBy: string;
  readonly sourcePath: string;
  readonly reviewers: readonly string[];
}

/** What there is to be put into a bundle. */
export interface Survey {
  readonly workspace: WorkspaceProjection | undefined;
  /** In the order in which they are written: by title, archived ones last. */
  readonly runbooks: readonly SurveyedRunbook[];
  readonly drills: readonly DrillProjection[];
  /** Those that stand for themselves, the gravest first; their duplicates are with them. */
  readonly incidents: readonly SurveyedIncident[];
  /** Undefined where there is none. */
  readonly map: MapValue | undefined;
  readonly followUps: MapFollowUps;
  /** Documents of kinds that this version cannot show. */
  readonly leftOut: readonly KindCount[];
  readonly unreadable: readonly DocumentName[];
}

/** Known, and no part of a bundle, as it says of itself. */
const leftOutKinds: ReadonlySet<string> = new Set([
  'runbook-history',
  'plan',
  'drill-log',
  'review-log',
]);

const surveyed: ReadonlySet<string> = new Set(['runbook', 'workspace', 'drill', 'incident']);

/** Reads every document once. `step` is called after each; what it returns is awaited. */
export async function survey(
  source: BundleSource,
  step: () => Promise<void> | void,
): Promise<Survey> {
  const runbooks: SurveyedRunbook[] = [];
  const drills: DrillProjection[] = [];
  const incidents: SurveyedIncident[] = [];
  const kinds = new Map<string, number>();
  const unreadable: DocumentName[] = [];
  let workspace: WorkspaceProjection | undefined;
  let map: MapValue | undefined;
  let followUps: MapFollowUps = { tasks: [], acceptances: [], exclusions: [] };
  for (const name of source.documents()) {
    const kind = documentKind(name);
    if (name === mapDocument) {
      const found = await withDocument(source, name, (doc) => ({
        map: readMap(doc),
        followUps: {
          tasks: readMapTasks(doc),
          acceptances: [...readAcceptances(doc).values()],
          exclusions: [...readExclusions(doc).values()],
        },
      }));
      if (found === 'unreadable') unreadable.push(name);
      else if (found !== undefined) ({ map, followUps } = found);
    } else if (surveyed.has(kind)) {
      const found = await withDocument(source, name, (doc) => surveyDocument(name, doc));
      if (found === 'unreadable') unreadable.push(name);
      else if (found === undefined) continue;
      else if ('status' in found) incidents.push(found);
      else if ('name' in found) runbooks.push(found);
      else if (found.kind === 'workspace') workspace = found;
      else if (found.kind === 'drill') drills.push(found);
      else count(kinds, kind);
    } else if (!leftOutKinds.has(kind)) {
      count(kinds, kind);
    }
    await step();
  }
  return {
    workspace,
    runbooks: inOrder(runbooks),
    drills: drills.toSorted((a, b) => b.startedAtMs - a.startedAtMs),
    incidents: withDuplicates(incidents),
    map,
    followUps,
    leftOut: Array.from(kinds, ([kind, documents]) => ({ kind, count: documents })),
    unreadable,
  };
}

/** Runs `read` on a document; undefined where nothing is held of it. */
export async function withDocument<T>(
  source: BundleSource,
  name: DocumentName,
  read: (doc: Y.Doc) => T | Promise<T>,
): Promise<T | 'unreadable' | undefined> {
  const doc = new Y.Doc();
  try {
    const update = await source.read(name);
    if (update === undefined) return undefined;
    Y.applyUpdate(doc, update);
    return await read(doc);
  } catch {
    // One document must not keep all the others out of the file.
    return 'unreadable';
  } finally {
    doc.destroy();
  }
}

function surveyDocument(
  name: DocumentName,
  doc: Y.Doc,
): SurveyedRunbook | SurveyedIncident | Exclude<Projection, IncidentProjection> {
  if (documentKind(name) === 'runbook') return surveyRunbook(name, doc);
  const projected = project(name, doc);
  return projected.kind === 'incident' ? surveyIncident(name, doc, projected) : projected;
}

function withDuplicates(incidents: readonly SurveyedIncident[]): readonly SurveyedIncident[] {
  const roots = mergeRoots(new Map(incidents.map(({ name, mergedInto }) => [name, mergedInto])));
  return inGravity(
    incidents
      .filter(({ name }) => roots.get(name) === name)
      .map((one) => ({
        ...one,
        duplicates: incidents.filter(
          ({ name }) => name !== one.name && roots.get(name) === one.name,
        ),
      })),
  );
}

function surveyRunbook(name: DocumentName, doc: Y.Doc): SurveyedRunbook {
  const { title, owners, alerts, aliases, archived, changedBy, sourcePath } = readRunbook(doc);
  const reviewers = readReviews(doc).map(({ by }) => by);
  return { name, title, owners, alerts, aliases, archived, changedBy, sourcePath, reviewers };
}

function inOrder(runbooks: readonly SurveyedRunbook[]): readonly SurveyedRunbook[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  return runbooks.toSorted(
    (a, b) =>
      Number(a.archived) - Number(b.archived) ||
      compare(a.title, b.title) ||
      (a.name < b.name ? -1 : 1),
  );
}

function count(kinds: Map<string, number>, kind: string): void {
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}
