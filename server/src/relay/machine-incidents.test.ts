import { afterEach, describe, expect, test } from 'vitest';
import { notification } from '@holdfast/shared/alerting/alerting-fixture';
import { readAlertmanager } from '@holdfast/shared/alerting/alertmanager-payload';
import type { MachineReport } from '@holdfast/shared/alerting/machine-report';
import { inlineHeavyWork } from '@holdfast/shared/replica/heavy-inline';
import { type Store, StoreFault } from '@holdfast/shared/replica/ports';
import { openReplica } from '@holdfast/shared/replica/replica';
import type { Replica } from '@holdfast/shared/replica/replica-api';
import { createMemoryStore } from '../store/memory-store.ts';
import { createMachineIncidents, type MachineIncidents } from './machine-incidents.ts';
import { createMachineWork } from './machine-work.ts';
import { createNodeClock, nodeRandom } from './node-clock.ts';
import { until } from './relay-fixture.ts';

const clock = createNodeClock();
const open: Replica[] = [];
afterEach(async () => {
  for (const replica of open.splice(0)) await replica.close();
});

async function start(store: Store): Promise<{ incidents: MachineIncidents; replica: Replica }> {
  const replica = await openReplica({
    role: 'relay',
    name: 'a',
    store,
    clock,
    random: nodeRandom,
    heavy: inlineHeavyWork,
  });
  open.push(replica);
  const work = createMachineWork({ replica: () => replica, isDraining: () => false, clock });
  const incidents = createMachineIncidents({ work, clock, random: nodeRandom });
  return { incidents, replica };
}

function report(): MachineReport {
  const read = readAlertmanager(notification([{ severity: 'page' }]));
  if (!read.ok) throw new Error(read.problem);
  return read.report;
}

describe('a report', () => {
  test('is not said to be taken while the disk is full, and is taken once it is not', async () => {
    let isFull = false;
    const memory = createMemoryStore();
    const { incidents, replica } = await start({
      ...memory,
      write(writes) {
        if (isFull) return Promise.reject(new StoreFault('full', 'The disk is full.'));
        return memory.write(writes);
      },
    });
    isFull = true;
    const problem = expect.stringContaining('The disk is full.');
    expect(await incidents.take('demo', report())).toMatchObject({ kind: 'unavailable', problem });
    // Nothing is left to write of it, and still it is on no disk.
    expect(await incidents.take('demo', report())).toMatchObject({ kind: 'unavailable', problem });
    isFull = false;
    await until(() => replica.status().fault === undefined);
    const answer = await incidents.take('demo', report());
    expect(answer).toMatchObject({ kind: 'saved', incidents: replica.documents() });
  });

  test('is answered only when it is on the disk', async () => {
    const memory = createMemoryStore();
    let release: () => void = () => undefined;
    let isHeld = false;
    const held = new Promise<void>((resolve) => (release = resolve));
    const { incidents, replica } = await start({
      ...memory,
      async write(writes) {
        if (isHeld) await held;
        return memory.write(writes);
      },
    });
    isHeld = true;
    let isAnswered = false;
    const answer = incidents.take('demo', report()).then((it) => {
      isAnswered = true;
      return it;
    });
    await new Promise<void>((resolve) => replica.onChange(() => resolve()));
    expect(isAnswered).toBe(false);
    release();
    expect((await answer).kind).toBe('saved');
  });
});
