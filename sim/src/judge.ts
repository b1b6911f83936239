import type { ReplicaEvent } from '@holdfast/shared/replica/replica-api';
import { decodeIdentity, keys, numberOfKey, unsealWith } from '@holdfast/shared/replica/layout';
import { readVector } from '@holdfast/shared/replica/vector';
import { createDiskContents, type DiskContents } from './disk-contents.ts';
import type { Edit } from './edits.ts';
import { intruderClients } from './intruder.ts';
import type { Machine } from './machines.ts';
import { createRowReader, type UpdateContents } from './row-contents.ts';

/** Watches a run: what machines say is held against what their disks hold, at every moment. */
export interface Judge {
  readonly problems: readonly string[];
  problem(text: string): void;
  watchDisk(machine: Machine): void;
  disk(machine: Machine): DiskContents;
  made(edit: Edit): void;
  readonly edits: readonly Edit[];
  /** A device has said that these edits are on its disk. */
  saidOnDevice(edits: readonly Edit[]): void;
  /** A device's status may have changed. */
  statusOf(machine: Machine): void;
  event(machine: Machine, event: ReplicaEvent): void;
  /** A disk loses what `lose` takes from it; `isDamage`: rows of it become unreadable. */
  losing(machine: Machine, lose: () => void, isDamage: boolean): void;
  /** A relay, and its disk, is no longer there. */
  removed(machine: Machine): void;
  /** A device has started again: it speaks for what is on its disk. */
  restarted(machine: Machine): void;
  /** A stranger is about: what it sends is refused, rightly. */
  expectRefusals(untilMs: number): void;
  /** Everything that was said to be on N relays is on enough disks. */
  checkAllClaims(): void;
  readonly relayDisksLost: () => number;
  /** Machines in whose rows a bit has flipped. */
  readonly damaged: () => readonly Machine[];
}

export interface JudgeDeps {
  readonly nowMs: () => number;
  readonly relays: () => readonly Machine[];
}

export function createJudge(deps: JudgeDeps): Judge {
  const problems: string[] = [];
  const edits: Edit[] = [];
  const disks = new Map<Machine, DiskContents>();
  /** Relays that have lost something of their disks, once for each time. */
  const lost: Machine[] = [];
  const damaged = new Set<Machine>();
  const readRow = createRowReader();
  const contentAt = new Map<string, number>();
  /** What was logged under each boot of each store, in order; and how much of it each vector was checked for. */
  const logs = new Map<string, { readonly lsn: number; readonly update: UpdateContents }[]>();
  const checkedUpTo = new Map<string, number>();
  let refusalsUntilMs = -1;

  const problem = (text: string): void => {
    if (problems.length < 50) problems.push(`${deps.nowMs().toFixed(0)} ms: ${text}`);
  };

  function disk(machine: Machine): DiskContents {
    const known = disks.get(machine);
    if (known === undefined) throw new Error(`${machine.name} is not watched`);
    return known;
  }

  /** A number of a log means one thing, ever; and nothing that was not admitted is in it. */
  function checkWrite(machine: Machine, key: string, value: Uint8Array | undefined): void {
    let early: readonly UpdateContents[];
    try {
      early = disk(machine).written(key, value);
    } catch {
      problem(`${machine.name} stored in ${key} what cannot be read`);
      return;
    }
    if (early.length > 0 && !damaged.has(machine)) {
      problem(`${machine.name} logged an edit of ${early[0]?.doc} before what it builds on`);
    }
    if (value === undefined) return;
    if (key === keys.vector) checkVector(machine, value);
    if (!key.startsWith('c/') && !key.startsWith('s/')) return;
    const updates = readRow(key, value) ?? [];
    if (updates.some(({ runs }) => runs.some(({ client }) => intruderClients.has(client)))) {
      problem(`${machine.name} stored what nobody may write`);
    }
    const identityRow = machine.disk.rows.get(keys.identity);
    const identity = identityRow && decodeIdentity(identityRow);
    if (!key.startsWith('c/') || identity === undefined) return;
    const boot = identity.boots[identity.boots.length - 1]?.boot;
    const log = `${identity.storeId} ${boot}`;
    updates.forEach((update, i) => {
      const lsn = numberOfKey(key) + i;
      const position = `${log} ${lsn}`;
      const before = contentAt.get(position);
      if (before === undefined) {
        contentAt.set(position, update.checksum);
        const entries = logs.get(log);
        if (entries === undefined) logs.set(log, [{ lsn, update }]);
        else entries.push({ lsn, update });
      } else if (before !== update.checksum) problem(`${machine.name} used ${position} twice`);
    });
  }

  /** What a disk says that it holds of other stores' logs lies on it. */
  function checkVector(machine: Machine, value: Uint8Array): void {
    if (damaged.has(machine)) return;
    for (const [store, { boot, lsn }] of unsealWith(value, readVector) ?? []) {
      const entries = logs.get(`${store} ${boot}`) ?? [];
      const checked = `${machine.name} ${store} ${boot}`;
      let i = checkedUpTo.get(checked) ?? 0;
      for (let next = entries[i]; next !== undefined && next.lsn <= lsn; next = entries[++i]) {
        if (disk(machine).holds(next.update)) continue;
        problem(`${machine.name} says that it has ${boot} ${next.lsn} of ${store}, and has not`);
      }
      checkedUpTo.set(checked, i);
    }
  }

  function holders(edit: Edit): number {
    return deps.relays().filter((relay) => disk(relay).holds(edit.contents)).length;
  }

  /** Whether a device has heard from a relay itself what that has on disk since it last started. */
  function hasHeardFrom(device: Machine, relay: Machine): boolean {
    const replica = relay.running()?.replica;
    if (replica === undefined || damaged.has(relay)) return false;
    const own = replica.status().durable.get(replica.storeId);
    const links = device.running()?.replica.status().links ?? [];
    return links.some(
      ({ peer, durable }) =>
        peer?.storeId === replica.storeId &&
        own !== undefined &&
        durable?.get(replica.storeId)?.boot === own.boot,
    );
  }

  function checkClaim(edit: Edit, onRelays: number, by?: Machine): void {
    const held = holders(edit);
    if (held >= onRelays) return;
    // A disk that was lost had it, perhaps, and the device cannot know yet; no other reason counts.
    const excused = lost.filter((relay) => {
      if (!deps.relays().includes(relay)) return true;
      if (disk(relay).holds(edit.contents)) return false;
      return by === undefined || !hasHeardFrom(by, relay);
    }).length;
    if (held + excused < onRelays)
      problem(`${edit.name} was said to be on ${onRelays} relays, and is on ${held} disks`);
  }

  function checkAllClaims(): void {
    for (const edit of edits) {
      if (edit.savedOnRelays > 0) checkClaim(edit, edit.savedOnRelays);
    }
  }

  return {
    problems,
    problem,
    edits,
    disk,
    watchDisk(machine) {
      disks.set(machine, createDiskContents(machine.disk, readRow));
      machine.disk.onWrite = ({ key, value }) => checkWrite(machine, key, value);
    },
    made: (edit) => void edits.push(edit),
    saidOnDevice(said) {
      for (const edit of said) {
        edit.onDevice = true;
        // Of a bit that has flipped since, nobody knows yet.
        if (!damaged.has(edit.device) && !disk(edit.device).holds(edit.contents))
          problem(`${edit.name} was said to be on its device's disk, and is not`);
      }
    },
    statusOf(machine) {
      const outbox = machine.running()?.replica.status().outbox;
      if (outbox === undefined) return;
      if (outbox.relays > outbox.wanted) problem(`${machine.name} claims more relays than wanted`);
      for (const edit of edits) {
        if (edit.device !== machine || !edit.taken) continue;
        // Of a document of which nothing is pending, everything is on as many relays as wanted.
        const claimed = outbox.pendingByDocument.has(edit.doc) ? outbox.relays : outbox.wanted;
        if (edit.savedOnRelays >= claimed) continue;
        checkClaim(edit, claimed, machine);
        edit.savedOnRelays = claimed;
      }
    },
    event(machine, event) {
      if (event.kind === 'diverged') problem(`${machine.name}: ${event.doc} differs from a peer's`);
      if (event.kind !== 'update-refused' && event.kind !== 'compaction-failed') return;
      // On a full disk nothing can be folded.
      if (event.kind === 'compaction-failed' && event.detail.includes('simulated')) return;
      // What was built on a lost record stays unusable until peers send it again.
      if (damaged.has(machine)) return;
      if (event.kind === 'update-refused' && deps.nowMs() <= refusalsUntilMs) return;
      problem(`${machine.name}: an honest edit was refused: ${JSON.stringify(event)}`);
    },
    losing(machine, lose, isDamage) {
      if (isDamage) damaged.add(machine);
      lose();
      disk(machine).replaced();
      if (machine.role === 'relay') lost.push(machine);
      else {
        for (const edit of edits) {
          if (edit.device !== machine || disk(machine).holds(edit.contents)) continue;
          edit.onDevice = false;
          edit.disowned = true;
        }
      }
      checkAllClaims();
    },
    removed(machine) {
      if (machine.role === 'relay') lost.push(machine);
      for (const edit of edits) {
        if (edit.device !== machine) continue;
        edit.onDevice = false;
        edit.inCopy = false;
      }
      checkAllClaims();
    },
    restarted(machine) {
      for (const edit of edits) {
        if (edit.device !== machine) continue;
        const isHeld = disk(machine).holds(edit.contents);
        edit.logged &&= isHeld;
        // An edit that was lost before anything was said of it, and came back from a relay, is for
        // the device one of those that others made, until the tab where it was made sends it again.
        edit.taken = isHeld && !edit.disowned && (edit.logged || edit.onDevice);
      }
    },
    expectRefusals: (untilMs) => (refusalsUntilMs = Math.max(refusalsUntilMs, untilMs)),
    checkAllClaims,
    relayDisksLost: () => lost.length,
    damaged: () => [...damaged],
  };
}
