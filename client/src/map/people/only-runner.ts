import type { MapPerson } from '@holdfast/shared/model/map-value';
import type { DrillProjection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Projections } from '../../runbooks/list-model.ts';

/** Is it a name of this person? Other names and addresses count. */
export function isCalled(
  person: Pick<MapPerson, 'name' | 'aliases' | 'contacts'>,
  name: string,
): boolean {
  const asked = name.trim().toLowerCase().replace(/^@/, '');
  const names = [person.name, ...person.aliases, ...person.contacts.map(({ value }) => value)];
  return names.some((one) => one.trim().toLowerCase().replace(/^@/, '') === asked);
}

/** A runbook that only one person has run with success, as far as drills tell. */
export interface OnlyRunner {
  readonly runbook: DocumentName;
  readonly title: string;
  /** Their last drill of it. */
  readonly drill: DocumentName;
  readonly endedAtMs: number;
}

/** Runbooks whose passed runs in drills were all done by this person alone. */
export function onlyRunBy(
  person: Pick<MapPerson, 'name' | 'aliases' | 'contacts'>,
  projections: Projections | undefined,
): readonly OnlyRunner[] {
  const last = new Map<string, OnlyRunner>();
  const others = new Set<string>();
  for (const [name, projection] of projections ?? []) {
    if (projection.kind !== 'drill') continue;
    for (const run of passedRuns(projection)) {
      if (run.people.length === 0) continue;
      if (!run.people.every((one) => isCalled(person, one))) others.add(run.runbook);
      else if ((last.get(run.runbook)?.endedAtMs ?? -1) < run.endedAtMs) {
        const runbook = projections?.get(run.runbook);
        const title = runbook?.kind === 'runbook' ? runbook.title : run.title;
        last.set(run.runbook, {
          runbook: run.runbook,
          title,
          drill: name,
          endedAtMs: run.endedAtMs,
        });
      }
    }
  }
  return [...last.values()]
    .filter(({ runbook }) => !others.has(runbook))
    .toSorted((a, b) => (a.title < b.title ? -1 : 1));
}

function passedRuns({ runs }: DrillProjection): DrillProjection['runs'] {
  return runs.filter(({ outcome }) => outcome === 'passed');
}
