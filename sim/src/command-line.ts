import type { DocumentName } from '@holdfast/shared/protocol/names';
import * as Y from 'yjs';
import { changeDocument, type Edit, newEdit, newTabDocument } from './edits.ts';
import type { Machine } from './machines.ts';
import type { SeededRandom } from './random.ts';
import type { VirtualTime } from './virtual-clock.ts';

export interface CommandDeps {
  /** A leaf of its own, with nothing on its disk. */
  readonly machine: Machine;
  readonly documents: readonly DocumentName[];
  readonly time: VirtualTime;
  readonly random: SeededRandom;
  readonly wantedRelays: number;
  readonly onEdit: (edit: Edit) => void;
}

const catchUpTimeoutMs = 20_000;
const savedTimeoutMs = 30_000;
const edits = 4;

/** As `holdfast import` works: joins, waits for what there is, edits, waits for relays' disks, leaves. */
export async function runCommand(deps: CommandDeps): Promise<void> {
  const { machine, random } = deps;
  await machine.start();
  const running = machine.running();
  if (running === undefined) return;
  const { replica, dialer } = running;
  const outbox = (): NonNullable<ReturnType<typeof replica.status>['outbox']> | undefined =>
    replica.status().outbox;
  const isThere = (): boolean => machine.running() === running;
  await until(deps, catchUpTimeoutMs, isThere, () => outbox()?.caughtUpAtMs !== undefined);
  for (let i = 0; i < edits && isThere(); i++) {
    const doc = random.pick(deps.documents) ?? 'runbook:one';
    const state = await replica.read(doc);
    if (!isThere()) return;
    const yDoc = newTabDocument(random);
    if (state !== undefined) Y.applyUpdate(yDoc, state);
    const update = changeDocument(yDoc, `${machine.name}#${i}`, random);
    if (update === undefined) continue;
    const edit = newEdit(`${machine.name}#${i}`, doc, machine, update);
    deps.onEdit(edit);
    const result = replica.submit(doc, update);
    edit.taken = true;
    if ((await result).kind !== 'saved') edit.taken = false;
  }
  const isSaved = (): boolean =>
    outbox()?.pending === 0 && (outbox()?.relays ?? 0) >= deps.wantedRelays;
  await until(deps, savedTimeoutMs, isThere, isSaved);
  if (!isThere()) return;
  dialer.stop();
  await replica.close().catch(() => undefined);
}

const lookEveryMs = 50;

function until(
  { time }: CommandDeps,
  timeoutMs: number,
  isThere: () => boolean,
  isDone: () => boolean,
): Promise<void> {
  const endMs = time.nowMs() + timeoutMs;
  return new Promise((resolve) => {
    const look = (): void => {
      if (isDone() || !isThere() || time.nowMs() >= endMs) resolve();
      else time.at(lookEveryMs, look);
    };
    look();
  });
}
