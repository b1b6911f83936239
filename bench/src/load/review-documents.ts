import * as Y from 'yjs';
import {
  addDrillAction,
  giveVerdict,
  sayInDrill,
  setMoment,
} from '@holdfast/shared/model/drill-commands';
import { startDrill } from '@holdfast/shared/model/drill-start';
import type { EntryContext } from '@holdfast/shared/model/entries';
import { setStatus } from '@holdfast/shared/model/incident-commands';
import { declareIncident } from '@holdfast/shared/model/incident-say';
import { addComponent, addDomain, addGroup, connect } from '@holdfast/shared/model/map-commands';
import { addPerson, addTeam, setKnowledge } from '@holdfast/shared/model/map-people-commands';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { createPlan } from '@holdfast/shared/model/plan';
import type { Projection } from '@holdfast/shared/model/projection';
import { reviewRunbook } from '@holdfast/shared/model/review';
import { createRunbook } from '@holdfast/shared/model/runbook';

/** A document as it is sent to a relay: its updates in causal order. */
export interface WrittenDocument {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly updates: Uint8Array[];
}

const itemsPerUpdate = 100;
const hourMs = 3_600_000;

let seed = 1;
const random = {
  bytes: (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => (seed = (seed * 48_271) % 2_147_483_647) & 255),
};

export function entryContextAt(nowMs: number, name = 'person-1'): EntryContext {
  return { actor: { name, device: `device-of-${name}` }, nowMs, random };
}

/** A new document, whose updates are kept from the first. */
function written(name: string): WrittenDocument {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  return { name, doc, updates };
}

/** The map, written by the commands that people use. */
export function writeMap(map: MapValue, nowMs: number): WrittenDocument {
  const made = written('map');
  const { doc } = made;
  const context = { nowMs, by: 'bench', random };
  const inPieces = <T>(items: Iterable<T>, write: (item: T) => unknown): void => {
    const all = [...items];
    for (let first = 0; first < all.length; first += itemsPerUpdate)
      doc.transact(() => {
        for (const item of all.slice(first, first + itemsPerUpdate)) write(item);
      });
  };
  inPieces(map.domains.values(), ({ id, name, kind, parent }) =>
    addDomain(doc, { id, name, kind, ...(parent === undefined ? {} : { parent }) }, context),
  );
  inPieces(map.teams.values(), ({ id, name }) => addTeam(doc, { id, name }, context));
  inPieces(map.people.values(), ({ id, name, teams }) =>
    addPerson(doc, { id, name, teams }, context),
  );
  inPieces(map.components.values(), ({ objective, availability, ...component }) => {
    const { rtoSeconds, rpoSeconds } = objective;
    const numbers = {
      ...(rtoSeconds === undefined ? {} : { rtoSeconds }),
      ...(rpoSeconds === undefined ? {} : { rpoSeconds }),
      ...(availability === undefined ? {} : { availability }),
    };
    const { id, name, layer, type, system, tier, domains, ownerTeams } = component;
    const said = { id, name, layer, type, system, tier, domains, ownerTeams };
    return addComponent(doc, { ...said, ...numbers }, context);
  });
  inPieces(map.dependencies.values(), ({ from, to, kind }) =>
    connect(doc, from, to, { kind }, context),
  );
  inPieces(map.groups.values(), ({ id, component, needs, members, standby }) =>
    addGroup(doc, { id, component, needs, members, standby }, context),
  );
  inPieces(map.knowledge.values(), ({ person, component, level, on }) =>
    setKnowledge(doc, { person, component, level, on }, context),
  );
  return made;
}

/** The documents that would be projected so, as far as the review can tell. `titles`: of components, by id. */
export function writeDocument(
  name: string,
  projection: Projection,
  nameOf: (component: string) => string,
): WrittenDocument | undefined {
  const made = written(name);
  const { doc } = made;
  switch (projection.kind) {
    case 'runbook': {
      const { title, owners, components, createdAtMs, reviews } = projection;
      const list = (items: readonly string[]) => JSON.stringify(items);
      const body = `---\nowners: ${list(owners)}\ncomponents: ${list(components.map(nameOf))}\n---\n\n1. Look at it.\n2. Restart it.\n`;
      createRunbook(doc, { title, body }, createdAtMs, 'person-1');
      for (const { by, atMs, verdict } of reviews)
        reviewRunbook(doc, { verdict, version: 'v1', note: '' }, entryContextAt(atMs, by));
      return made;
    }
    case 'plan': {
      const { title, drillKind, scenario, scope, owner, cadence, startsOn, createdAtMs } =
        projection;
      createPlan(
        doc,
        { title, drillKind, scenario, scope, owner, cadence, startsOn },
        createdAtMs,
        owner,
      );
      return made;
    }
    case 'drill': {
      const { title, drillKind, plan, scenario, scope, startedAtMs, endedAtMs } = projection;
      const start = entryContextAt(startedAtMs);
      const end = entryContextAt(endedAtMs);
      startDrill(doc, { title, drillKind, plan, scenario, scope }, start);
      setMoment(doc, 'started', startedAtMs, start);
      setMoment(doc, 'restored', startedAtMs + 1_000 * (projection.recoverySeconds ?? 60), end);
      for (const { text } of projection.findings) {
        const said = sayInDrill(doc, { kind: 'finding', text }, end);
        if (said.ok)
          addDrillAction(
            doc,
            { text: `Mend: ${text}`, of: said.stamp.id, owner: 'person-2', due: '' },
            end,
          );
      }
      const outcome = projection.outcome === 'failed' ? 'failed' : 'passed';
      giveVerdict(doc, { outcome, hypothesis: 'unknown', text: '' }, end);
      return made;
    }
    case 'incident': {
      const { title, components, declaredAtMs } = projection;
      const named = components.map(nameOf);
      declareIncident(
        doc,
        { title, severity: 2, components: named },
        entryContextAt(declaredAtMs, 'person-3'),
      );
      setStatus(doc, 'resolved', entryContextAt(declaredAtMs + hourMs, 'person-3'));
      return made;
    }
    default:
      return undefined;
  }
}
