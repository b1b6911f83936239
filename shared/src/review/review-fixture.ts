import * as Y from 'yjs';
import { daysOn } from '../drilling/plan-fixture.ts';
import { readAcceptances } from '../model/map-acceptances.ts';
import { giveVerdict, setMoment } from '../model/drill-commands.ts';
import { type NewDrill, startDrill } from '../model/drill-start.ts';
import { mapContext } from '../model/map-fixture.ts';
import { mapDocument, readMap } from '../model/map.ts';
import type { MapValue } from '../model/map-value.ts';
import type { MapContext } from '../model/map-write.ts';
import { project } from '../model/project.ts';
import type { Projection } from '../model/projection.ts';
import { person } from '../model/run-fixture.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { ScenarioRules } from '../readiness/evidence.ts';
import { catalogueRules } from '../readiness/catalogue-rules.ts';
import { analyseMap } from './analysed-map.ts';
import type { ReviewInput } from './review.ts';

export const dayMs = 86_400_000;
const hourMs = 3_600_000;
export const nowMs = Date.parse('2026-11-28T12:00:00Z');

/** For tests: documents that are changed by the commands, and what the review gets of them. */
export interface ReviewWorkspace {
  doc(name: DocumentName): Y.Doc;
  /** A document as lists know it, whatever is in it. */
  put(name: DocumentName, projection: Projection): void;
  map(): Y.Doc;
  context(): MapContext;
  input(nowMs: number, rules?: ScenarioRules): ReviewInput;
}

export function reviewWorkspace(): ReviewWorkspace {
  const docs = new Map<DocumentName, Y.Doc>();
  const told = new Map<DocumentName, Projection>();
  // What did not change stays the same object, as it does in a browser.
  const known = new Map<DocumentName, Projection>();
  let map: MapValue | undefined;
  let acceptances: ReviewInput['acceptances'] | undefined;
  let found: { readonly text: string; readonly findings: ReviewInput['mapFindings'] } | undefined;
  const context = mapContext();
  const doc = (name: DocumentName): Y.Doc => {
    const there = docs.get(name);
    if (there !== undefined) return there;
    const made = new Y.Doc();
    docs.set(name, made);
    made.on('update', () => {
      known.delete(name);
      if (name === mapDocument) map = acceptances = undefined;
    });
    return made;
  };
  return {
    doc,
    put: (name, projection) => void told.set(name, projection),
    map: () => doc(mapDocument),
    context: () => context,
    input(nowMs, rules = catalogueRules) {
      for (const [name, one] of docs) if (!known.has(name)) known.set(name, project(name, one));
      const projections = new Map<DocumentName, Projection>([...told, ...known]);
      map ??= readMap(doc(mapDocument));
      acceptances ??= readAcceptances(doc(mapDocument));
      const days = daysOn(new Date(nowMs).toISOString().slice(0, 10));
      const { findings } = analyseMap(map, projections, days.today, () => false);
      const text = JSON.stringify(findings);
      if (text !== found?.text) found = { text, findings };
      return { projections, map, mapFindings: found.findings, acceptances, rules, nowMs, days };
    },
  };
}

/** For tests: a drill as people hold one: begun so many days ago, measured, judged an hour later. */
export function holdDrill(
  workspace: ReviewWorkspace,
  name: DocumentName,
  daysAgo: number,
  drill: Partial<NewDrill>,
  { outcome = 'passed', seconds }: { outcome?: 'passed' | 'failed'; seconds?: number } = {},
): void {
  const doc = workspace.doc(name);
  const startMs = nowMs - daysAgo * dayMs - hourMs;
  const begun = { drillKind: 'failover', title: name, ...drill };
  must(startDrill(doc, begun, person('Ana', startMs)));
  if (seconds !== undefined) {
    const restoredMs = startMs + seconds * 1000;
    must(setMoment(doc, 'started', startMs, person('Ana', startMs)));
    must(setMoment(doc, 'restored', restoredMs, person('Ana', restoredMs)));
  }
  must(giveVerdict(doc, { outcome, hypothesis: 'unknown' }, person('Ana', startMs + hourMs)));
}

/** For tests: what a command did, or why not. */
export function must(result: { readonly ok: boolean; readonly problem?: string }): void {
  if (!result.ok) throw new Error(result.problem);
}
