import type { DocumentName } from '@holdfast/shared/protocol/names';
import { compactUpdates } from '@holdfast/shared/replica/heavy-inline';
import type { Judge } from './judge.ts';
import type { Machine } from './machines.ts';

export interface Outcome {
  readonly relays: readonly Machine[];
  readonly devices: readonly Machine[];
  readonly documents: readonly DocumentName[];
  readonly judge: Judge;
}

/** What is not yet the same everywhere, told from disks and outboxes. */
export function differences({ relays, devices, documents, judge }: Outcome): readonly string[] {
  const found: string[] = [];
  const [first] = relays;
  if (first === undefined) return ['no relay is left'];
  const reference = documents.map((doc) => judge.disk(first).clocks(doc));
  const machines = [...relays, ...devices];
  // Any disk counts: that of the first relay may be the one that lacks a deletion.
  const there = judge.edits.filter(({ contents }) =>
    machines.some((machine) => judge.disk(machine).holds(contents)),
  );
  for (const machine of machines) {
    const running = machine.running();
    if (running === undefined) found.push(`${machine.name} is down`);
    const { outbox, fault } = running?.replica.status() ?? {};
    if (fault !== undefined) found.push(`${machine.name} cannot write`);
    if (outbox !== undefined && outbox.pending > 0)
      found.push(`${machine.name} still has ${outbox.pending} unsaved edits`);
    if (outbox !== undefined && outbox.relays < outbox.wanted)
      found.push(`${machine.name} says that its edits are on ${outbox.relays} relays`);
    documents.forEach((doc, i) => {
      if (judge.disk(machine).clocks(doc) !== reference[i])
        found.push(`the disk of ${machine.name} differs in ${doc}`);
    });
    // Deletions do not show in clocks.
    const lacks = there.find(({ contents }) => !judge.disk(machine).holds(contents));
    if (lacks !== undefined) found.push(`the disk of ${machine.name} lacks ${lacks.name}`);
  }
  for (const edit of judge.edits) {
    if (edit.device.gone || edit.taken || judge.disk(first).holds(edit.contents)) continue;
    if (edit.onDevice || edit.inCopy) found.push(`${edit.name} has not come back from its device`);
  }
  return found;
}

/** After the healing: everything is the same everywhere, it is what people wrote, and nothing that was said to be safe is lost. */
export async function checkOutcome(outcome: Outcome): Promise<void> {
  const { relays, devices, documents, judge } = outcome;
  for (const difference of differences(outcome)) judge.problem(difference);
  judge.checkAllClaims();
  const [first] = relays;
  if (first === undefined) return;
  const disk = judge.disk(first);
  for (const edit of judge.edits) {
    if (disk.holds(edit.contents)) continue;
    if (edit.savedOnRelays > judge.relayDisksLost())
      judge.problem(`${edit.name} was saved on ${edit.savedOnRelays} relays, and is lost`);
    else if (edit.onDevice) judge.problem(`${edit.name} was on a device's disk, and is lost`);
    else if (edit.inCopy) judge.problem(`${edit.name} was in a tab's copy, and is lost`);
  }
  for (const doc of documents) {
    const written = judge.edits
      .filter((edit) => edit.doc === doc && disk.holds(edit.contents))
      .map(({ update }) => update);
    const expected = written.length === 0 ? '' : canonical(written);
    for (const machine of [...relays, ...devices]) {
      const state = await machine.running()?.replica.read(doc);
      const held = state === undefined ? '' : canonical([state]);
      if (held !== expected) judge.problem(`${machine.name} has another ${doc} than was written`);
    }
  }
}

/** The canonical bytes of a document, as digests are taken of. */
function canonical(updates: readonly Uint8Array[]): string {
  try {
    return Buffer.from(compactUpdates(updates).update).toString('base64');
  } catch (error) {
    return String(error);
  }
}
