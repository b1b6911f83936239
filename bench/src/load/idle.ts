import { connectClient, inParallel, type Client, type Target } from './client.ts';
import type { Plan, Result } from './commands.ts';
import { syncUpdate } from './dialect.ts';
import { documentName } from './room.ts';
import { emptyUpdate, prepareEditedText } from './typing.ts';

const connectWidth = 50;

/** Connections that do nothing, opened in steps and kept until dropped. */
export interface IdleConnections {
  open(plan: Plan<'openIdle'>): Promise<Result<'openIdle'>>;
  /** One connection to each of `count` documents, none of which it writes to. */
  openReaders(plan: Plan<'openReaders'>): Promise<Result<'openReaders'>>;
  drop(): Result<'dropIdle'>;
}

export function createIdleConnections(): IdleConnections {
  const clients: Client[] = [];
  let lost = 0;
  const join = async (target: Target, document: string) => {
    const onLost = () => (lost += 1);
    clients.push(await connectClient({ target, document, clientId: 1, onLost }));
  };
  return {
    async open({ target, count, documents }) {
      await inParallel(count, connectWidth, (index) =>
        join(target, documentName('idle', index % documents)),
      );
      return { open: clients.length - lost };
    },
    async openReaders({ target, group, first, count }) {
      await inParallel(count, connectWidth, (index) =>
        join(target, documentName(group, first + index)),
      );
      return { open: clients.length - lost };
    },
    drop() {
      for (const client of clients.splice(0)) client.drop();
      lost = 0;
      return {};
    },
  };
}

/** Writes a text into each of `count` new documents and leaves them: nobody stays connected. */
export async function writeDocuments(
  plan: Plan<'writeDocuments'>,
): Promise<Result<'writeDocuments'>> {
  const { target, group, first, count, edits } = plan;
  const { clientId, update } = prepareEditedText(edits);
  await inParallel(count, connectWidth, async (index) => {
    const document = documentName(group, first + index);
    const answer = (clock: number) => (clock === 0 ? update : emptyUpdate);
    const client = await connectClient({ target, document, clientId, answer });
    client.sendSync(syncUpdate, update);
    await client.resync(0);
    client.drop();
  });
  return {};
}
