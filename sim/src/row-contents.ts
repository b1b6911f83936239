import { type DocumentName, documentNameSchema } from '@holdfast/shared/protocol/names';
import { crc32, unseal } from '@holdfast/shared/replica/checksum';
import { decodeChunk, decodeOutboxRow } from '@holdfast/shared/replica/layout';
import * as Y from 'yjs';

/** Units `from` to `to` (exclusive) of one Yjs client. */
export interface UnitRange {
  readonly client: number;
  readonly from: number;
  readonly to: number;
}

/** What one Yjs update says, as far as the judges of a run need to know. */
export interface UpdateContents {
  readonly doc: DocumentName;
  readonly runs: readonly UnitRange[];
  readonly deletes: readonly UnitRange[];
  /** Units of other updates that must be there first. */
  readonly needs: readonly { readonly client: number; readonly clock: number }[];
  readonly checksum: number;
  readonly update: Uint8Array;
}

/** What the record of a chunk, a snapshot or an outbox row holds; undefined for other rows, and where it fails its checksum. */
export type ReadRow = (key: string, record: Uint8Array) => readonly UpdateContents[] | undefined;

/** Reads each update once, however many disks it lies on. */
export function createRowReader(): ReadRow {
  const known = new Map<string, UpdateContents>();

  function contentsOf(doc: DocumentName, update: Uint8Array): UpdateContents {
    const checksum = crc32(update);
    const key = `${doc} ${update.length} ${checksum}`;
    let contents = known.get(key);
    if (contents === undefined) {
      contents = readUpdate(doc, update, checksum);
      known.set(key, contents);
    }
    return contents;
  }

  return (key, record) => {
    switch (key.slice(0, 2)) {
      case 'c/':
        return decodeChunk(record)?.map(({ doc, update }) => contentsOf(doc, update));
      case 'o/': {
        const row = decodeOutboxRow(record);
        return row && [contentsOf(row.doc, row.update)];
      }
      case 's/': {
        const update = unseal(record);
        return update && [contentsOf(documentNameSchema.parse(key.slice(2)), update)];
      }
      default:
        return undefined;
    }
  };
}

/** Reads an update that was taken, which Yjs can therefore decode. */
export function readUpdate(
  doc: DocumentName,
  update: Uint8Array,
  checksum: number = crc32(update),
): UpdateContents {
  const { structs, ds } = Y.decodeUpdate(update);
  const runs: { client: number; from: number; to: number }[] = [];
  const needs: { client: number; clock: number }[] = [];
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const last = runs[runs.length - 1];
    if (last?.client === client && last.to === clock) last.to += struct.length;
    else runs.push({ client, from: clock, to: clock + struct.length });
    if (!(struct instanceof Y.Item)) continue;
    for (const id of [struct.origin, struct.rightOrigin, struct.parent]) {
      if (id instanceof Y.ID && id.client !== client) needs.push(id);
    }
  }
  const within = (id: { client: number; clock: number }): boolean =>
    runs.some(({ client, from, to }) => id.client === client && id.clock >= from && id.clock < to);
  const deletes: UnitRange[] = [];
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) deletes.push({ client, from: clock, to: clock + len });
  }
  return { doc, runs, deletes, needs: needs.filter((id) => !within(id)), checksum, update };
}
