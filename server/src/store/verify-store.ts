import { documentNameSchema, type DocumentName } from '@holdfast/shared/protocol/names';
import { unseal } from '@holdfast/shared/replica/checksum';
import { compactUpdates } from '@holdfast/shared/replica/heavy-inline';
import {
  decodeChunk,
  decodeIdentity,
  decodeOutboxRow,
  decodeSnapshotInfo,
  isNumberedKey,
  keys,
  numberOfKey,
  unsealWith,
} from '@holdfast/shared/replica/layout';
import type { Store, StoreRow } from '@holdfast/shared/replica/ports';
import { readVector } from '@holdfast/shared/replica/vector';

const rowsAtOnce = 256;

export interface VerifyReport {
  readonly records: number;
  readonly documents: number;
  /** Records found damaged earlier and moved aside; what they held was asked of the peers again. */
  readonly quarantined: number;
  readonly problems: readonly { readonly key: string; readonly problem: string }[];
}

interface Parts {
  throughLsn: number;
  snapshot: Uint8Array | undefined;
  readonly tail: { readonly lsn: number; readonly update: Uint8Array }[];
}

/** Checks every record of a workspace against its checksum and loads every document. Changes nothing. */
export async function verifyStore(store: Store): Promise<VerifyReport> {
  const problems: { key: string; problem: string }[] = [];
  const parts = new Map<DocumentName, Parts>();
  let records = 0;
  let quarantined = 0;
  for await (const row of allRows(store)) {
    records += 1;
    if (row.key.startsWith('q/')) {
      quarantined += 1;
      continue;
    }
    const problem = checkRow(row, parts);
    if (problem !== undefined) problems.push({ key: row.key, problem });
  }
  for (const [name, document] of parts) {
    const problem = loadProblem(document);
    if (problem !== undefined) problems.push({ key: keys.snapshot(name), problem });
  }
  return { records, documents: parts.size, quarantined, problems };
}

async function* allRows(store: Store): AsyncGenerator<StoreRow> {
  let from = '';
  for (;;) {
    const rows = await store.range(from, '\u007f', rowsAtOnce);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return;
    from = `${last.key} `;
  }
}

const badChecksum = 'does not fit its checksum';

/** What is wrong with one record; what it says of a document goes to `parts`. */
function checkRow({ key, value }: StoreRow, parts: Map<DocumentName, Parts>): string | undefined {
  if (key === keys.identity) return decodeIdentity(value) === undefined ? badChecksum : undefined;
  if (key === keys.vector)
    return unsealWith(value, readVector) === undefined ? badChecksum : undefined;
  switch (key.slice(0, 2)) {
    case 'c/':
      return checkChunk(key, value, parts);
    case 'd/': {
      const info = decodeSnapshotInfo(value);
      if (info === undefined) return badChecksum;
      return withDocument(key, parts, (document) => {
        document.throughLsn = info.throughLsn;
      });
    }
    case 's/': {
      const snapshot = unseal(value);
      if (snapshot === undefined) return badChecksum;
      return withDocument(key, parts, (document) => {
        document.snapshot = snapshot;
      });
    }
    case 'o/':
      return decodeOutboxRow(value) === undefined ? badChecksum : undefined;
    case 'w/':
    case 'x/':
      return unseal(value) === undefined ? badChecksum : undefined;
    default:
      return 'is of no known kind';
  }
}

function checkChunk(
  key: string,
  value: Uint8Array,
  parts: Map<DocumentName, Parts>,
): string | undefined {
  if (!isNumberedKey(key)) return 'has a key that is none of ours';
  const entries = decodeChunk(value);
  if (entries === undefined) return badChecksum;
  entries.forEach(({ doc, update }, i) => {
    partsOf(doc, parts).tail.push({ lsn: numberOfKey(key) + i, update });
  });
  return undefined;
}

function withDocument(
  key: string,
  parts: Map<DocumentName, Parts>,
  note: (document: Parts) => void,
): string | undefined {
  const name = documentNameSchema.safeParse(key.slice(2));
  if (!name.success) return 'belongs to no document';
  note(partsOf(name.data, parts));
  return undefined;
}

function partsOf(name: DocumentName, parts: Map<DocumentName, Parts>): Parts {
  let document = parts.get(name);
  if (document === undefined) {
    document = { throughLsn: 0, snapshot: undefined, tail: [] };
    parts.set(name, document);
  }
  return document;
}

function loadProblem({ throughLsn, snapshot, tail }: Parts): string | undefined {
  if (throughLsn > 0 && snapshot === undefined) return 'is missing';
  const updates = tail.filter(({ lsn }) => lsn > throughLsn).map(({ update }) => update);
  try {
    compactUpdates(snapshot === undefined ? updates : [snapshot, ...updates]);
    return undefined;
  } catch (error) {
    return `does not load: ${error instanceof Error ? error.message : String(error)}`;
  }
}
