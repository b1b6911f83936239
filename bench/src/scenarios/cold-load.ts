import { setTimeout as delay } from 'node:timers/promises';
import { documentName } from '../load/room.ts';
import { startServer, type Scenario } from './scenario.ts';

const probeIntervalMs = 5;
const quietMs = 1_000;
/** Longer than any server here puts off a write. */
const storeSettleMs = 3_000;

const sizes = { quick: 1_000_000, full: 10_000_000 };

/** A large document on a relay that has just started, while somebody types in another room. */
export function coldLoadScenario(): Scenario {
  return {
    name: 'cold-load',
    title: '10 MB document on a restarted server',
    isFor: (server) => server.keepsDocuments,
    figures: [
      { key: 'receivedMs', label: 'full state at the client', unit: 'ms', digits: 0, limit: 1000 },
      { key: 'longestWaitMs', label: 'longest wait elsewhere', unit: 'ms', digits: 0, limit: 50 },
      { key: 'editWaitMs', label: 'at a large edit', unit: 'ms', digits: 0 },
      { key: 'quietWaitMs', label: 'in quiet', unit: 'ms', digits: 0 },
    ],
    async run(context) {
      const { generator, observer } = context;
      const document = documentName('large', 0);
      const first = await startServer(context);
      const { clientId, clock, length } = await generator.ask('storeLarge', {
        target: first.target,
        document,
        sizeBytes: sizes[context.size],
      });
      await delay(storeSettleMs);
      await first.stop();

      const second = await startServer(context);
      const { target } = second;
      const other = documentName('small', 0);
      await observer.ask('startProbe', { target, document: other, intervalMs: probeIntervalMs });
      await delay(quietMs);
      await observer.ask('readProbe', {});
      await delay(quietMs);
      const before = await observer.ask('readProbe', {});
      const fetched = await generator.ask('fetchLarge', {
        target,
        document,
        clientId,
        clock,
        length,
      });
      await delay(quietMs);
      const meanwhile = await observer.ask('readProbe', {});
      await generator.ask('editLarge', { target, document, clientId, clock });
      await delay(quietMs);
      const duringEdit = await observer.ask('readProbe', {});
      await observer.ask('stopProbe', {});
      await second.stop();
      if (!fetched.isWhole) throw new Error('the large document came back incomplete');
      return {
        receivedMs: fetched.receivedMs,
        longestWaitMs: meanwhile.maxMs,
        editWaitMs: duringEdit.maxMs,
        quietWaitMs: before.maxMs,
      };
    },
  };
}
