import * as Y from 'yjs';
import type { NamedDrill, NamedPlan } from '@holdfast/shared/drilling/due';
import { project } from '@holdfast/shared/model/project';
import type { DrillProjection, PlanProjection } from '@holdfast/shared/model/projection';
import { documentKind, type DocumentName } from '@holdfast/shared/protocol/names';
import type { Replica } from '@holdfast/shared/replica/replica-api';

/** A workspace's plans and drills as they are now, without their texts. */
export interface Drilling {
  readonly plans: readonly NamedPlan[];
  readonly drills: readonly NamedDrill[];
  /** What the workspace calls itself; empty where it does not say. */
  readonly title: string;
}

interface DrillingReader {
  /** Whoever asks at the same time waits for the same. */
  read(): Promise<Drilling>;
}

const readers = new WeakMap<Replica, DrillingReader>();

/**
 * Plans and drills of a workspace. The first to ask pays for all of them, whoever asks later for what
 * changed since. Undefined where there is no replica. Rejects as the store does.
 */
export function readDrilling(replica: Replica): Promise<Drilling>;
export function readDrilling(replica: Replica | undefined): Promise<Drilling> | undefined;
export function readDrilling(replica: Replica | undefined): Promise<Drilling> | undefined {
  if (replica === undefined) return undefined;
  const known = readers.get(replica) ?? createDrillingReader(replica);
  readers.set(replica, known);
  return known.read();
}

function createDrillingReader(replica: Replica): DrillingReader {
  const plans = new Map<DocumentName, PlanProjection>();
  const drills = new Map<DocumentName, DrillProjection>();
  let title = '';
  let changed: Set<DocumentName> | undefined;
  let reading: Promise<Drilling> | undefined;

  function isOurs(name: DocumentName): boolean {
    return ['plan', 'drill', 'workspace'].includes(documentKind(name));
  }

  async function readChanged(): Promise<Drilling> {
    if (changed === undefined) {
      changed = new Set(replica.documents().filter(isOurs));
      // As long as the workspace is open; it is not closed before the relay is.
      replica.onChange((name) => {
        if (isOurs(name)) changed?.add(name);
      });
    }
    for (const name of [...changed]) {
      changed.delete(name);
      try {
        take(name, await replica.read(name));
      } catch (error) {
        changed.add(name);
        throw error;
      }
    }
    return {
      plans: Array.from(plans, ([name, plan]) => ({ name, plan })),
      drills: Array.from(drills, ([name, drill]) => ({ name, drill })),
      title,
    };
  }

  function take(name: DocumentName, state: Uint8Array | undefined): void {
    const doc = new Y.Doc();
    if (state !== undefined) Y.applyUpdate(doc, state);
    const found = project(name, doc);
    doc.destroy();
    if (found.kind === 'plan') plans.set(name, { ...found, text: '' });
    else if (found.kind === 'drill') drills.set(name, { ...found, text: '' });
    else if (found.kind === 'workspace') ({ title } = found);
  }

  return {
    read() {
      reading ??= readChanged().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}
