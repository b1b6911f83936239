import { connectClient, inParallel, type Client } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { syncUpdate } from './dialect.ts';
import { documentName } from './room.ts';
import { emptyUpdate, prepareTyping } from './typing.ts';
import * as Y from 'yjs';

const connectWidth = 50;

/** Connections that do nothing, opened in steps and kept until dropped. */
export interface IdleConnections {
  open(plan: Plan<'openIdle'>): Promise<Result<'openIdle'>>;
  drop(): Result<'dropIdle'>;
}

export function createIdleConnections(): IdleConnections {
  const clients: Client[] = [];
  let lost = 0;
  return {
    async open({ target, count, documents }) {
      const onLost = () => (lost += 1);
      await inParallel(count, connectWidth, async () => {
        const document = documentName('idle', clients.length % documents);
        clients.push(await connectClient({ target, document, clientId: 1, onLost }));
      });
      return { open: clients.length - lost };
    },
    drop() {
      for (const client of clients.splice(0)) client.drop();
      lost = 0;
      return {};
    },
  };
}

const charactersPerDocument = 100;

/** Writes a short text into each of `count` new documents and leaves it: nobody stays connected. */
export async function writeDocuments(
  plan: Plan<'writeDocuments'>,
): Promise<Result<'writeDocuments'>> {
  const { target, first, count } = plan;
  await inParallel(count, connectWidth, async (index) => {
    const { clientId, updates } = prepareTyping(charactersPerDocument);
    const text = Y.mergeUpdates([...updates]);
    const document = documentName('kept', first + index);
    const answer = (clock: number) => (clock === 0 ? text : emptyUpdate);
    const client = await connectClient({ target, document, clientId, answer });
    client.sendSync(syncUpdate, text);
    await client.resync(0);
    client.drop();
  });
  return {};
}
