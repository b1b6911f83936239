import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DocumentName } from '../protocol/names.ts';
import { keys, prefixRange, sealWith, unsealWith } from './layout.ts';
import { otherClient } from './link-access.ts';
import type { Journal } from './journal.ts';
import type { Store, StoreWrite } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';

/** Documents whose owners are kept in memory. */
const mostCached = 500;

/** Who sends an edit. */
export interface Sender {
  readonly person: string;
  readonly device: string;
}

export interface Claim {
  readonly sender: Sender;
  /** Others made it: the sender offers it because it may have been lost. */
  readonly isHanded: boolean;
  /** Even what is handed on must be nobody else's. */
  readonly isStrict: boolean;
}

export interface Refusal {
  readonly reason: string;
  readonly detail: string;
}

/** Whose the Yjs client ids of one document are. */
export interface OwnersOfDocument {
  /** Why edits of these clients are refused; where they are not, those that are nobody's become the sender's. Call it in the turn in which the edit is logged. */
  claim(clients: readonly number[], claim: Claim): Refusal | undefined;
}

/**
 * Yjs tells edits apart by the client ids that their authors chose. On this relay an id is whoever's
 * who first sent an edit of their own under it; nobody else's edits are then taken under it as their
 * own. Peers do not tell each other: what came from one has no owner here until somebody goes on
 * under that id.
 */
export interface ClientOwners {
  /** At once where the document was asked for before. */
  of(doc: DocumentName): OwnersOfDocument | Promise<OwnersOfDocument>;
  /** Part of these documents was lost: what is sent to heal them is others’, and must not be refused. */
  forget(documents: readonly DocumentName[]): void;
}

interface Cached extends OwnersOfDocument {
  /** Rows of owners up to this number of the log may not be on disk yet. */
  writtenLsn: number;
}

export function createClientOwners(deps: {
  readonly store: Store;
  readonly journal: Journal;
  readonly observe: (event: ReplicaEvent) => void;
}): ClientOwners {
  const { store, journal } = deps;
  const cached = new Map<DocumentName, Cached>();
  const loading = new Map<DocumentName, Promise<Cached>>();

  async function load(doc: DocumentName): Promise<Cached> {
    const owners = new Map<number, Sender>();
    const [from, to] = prefixRange(keys.owners(doc));
    for (const { key, value } of await store.range(from, to)) {
      const owner = readOwner(value);
      // Whose a damaged row was nobody knows; then the id is the next one's.
      if (owner !== undefined) owners.set(Number(key.slice(from.length)), owner);
    }
    const opened = open(doc, owners);
    loading.delete(doc);
    cached.set(doc, opened);
    makeRoom();
    return opened;
  }

  function open(doc: DocumentName, owners: Map<number, Sender>): Cached {
    const opened: Cached = {
      writtenLsn: 0,
      claim(clients, { sender, isHanded, isStrict }) {
        const others = clients.filter((client) => isOthers(owners.get(client), sender));
        if (others.length > 0 && (!isHanded || isStrict)) {
          const detail = 'edits under the client id of somebody else';
          return { reason: otherClient, detail };
        }
        for (const client of others) {
          const of = owners.get(client)?.person ?? '';
          deps.observe({ kind: 'handed-on', doc, by: sender.person, of });
        }
        if (isHanded) return undefined;
        const rows: StoreWrite[] = [];
        for (const client of clients) {
          if (owners.has(client)) continue;
          owners.set(client, sender);
          rows.push({ key: keys.owner(doc, client), value: ownerRow(sender) });
        }
        if (rows.length > 0) {
          journal.write(rows);
          opened.writtenLsn = journal.lastLsn + 1;
        }
        return undefined;
      },
    };
    return opened;
  }

  /** Least lately used first; never one whose rows a new reading would not find. */
  function makeRoom(): void {
    for (const [doc, { writtenLsn }] of cached) {
      if (cached.size <= mostCached) return;
      if (writtenLsn <= journal.durableLsn) cached.delete(doc);
    }
  }

  return {
    of(doc) {
      const known = cached.get(doc);
      if (known !== undefined) {
        cached.delete(doc);
        cached.set(doc, known);
        return known;
      }
      let opening = loading.get(doc);
      if (opening === undefined) {
        opening = load(doc).finally(() => loading.delete(doc));
        loading.set(doc, opening);
      }
      return opening;
    },
    forget(documents) {
      for (const doc of documents) {
        cached.set(doc, open(doc, new Map()));
        const [from, to] = prefixRange(keys.owners(doc));
        store.range(from, to).then(
          (rows) => {
            if (rows.length > 0) journal.write(rows.map(({ key }) => ({ key })));
          },
          () => undefined,
        );
      }
    },
  };
}

/** A person may have several devices, and a device several people after each other. */
function isOthers(owner: Sender | undefined, { person, device }: Sender): boolean {
  return owner !== undefined && owner.person !== person && owner.device !== device;
}

function ownerRow({ person, device }: Sender): Uint8Array {
  return sealWith((encoder) => {
    encoding.writeVarString(encoder, person);
    encoding.writeVarString(encoder, device);
  });
}

function readOwner(record: Uint8Array): Sender | undefined {
  return unsealWith(record, (decoder) => ({
    person: decoding.readVarString(decoder),
    device: decoding.readVarString(decoder),
  }));
}
