import {
  type Projection,
  projectionSchema,
  projectionVersion,
} from '@holdfast/shared/model/projection';
import { type DocumentName, documentNameSchema } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';

/**
 * What lists show of a document and the text that search reads lie apart, so that the first list of
 * ten thousand documents does not read all their texts. What lists show lies in a row of its own
 * where it changed lately, else with many others in one.
 */
export const projectionPrefix = 'projection/';
export const packPrefix = 'projections/';
const textPrefix = 'text/';

const storedSchema = z.object({ version: z.int(), projection: projectionSchema });

const packSchema = z.object({
  version: z.literal(projectionVersion),
  entries: z.array(z.unknown()),
});
const packEntrySchema = z.object({ doc: documentNameSchema, projection: projectionSchema });

type PackedProjection = z.infer<typeof packEntrySchema>;

interface Row {
  readonly key: string;
  readonly value: Uint8Array;
}

export function projectionRows(doc: DocumentName, projection: Projection): readonly Row[] {
  const encoder = new TextEncoder();
  const stored = { version: projectionVersion, projection: withoutText(projection) };
  return [
    { key: projectionKey(doc), value: encoder.encode(JSON.stringify(stored)) },
    { key: textKey(doc), value: encoder.encode(textOf(projection)) },
  ];
}

export function projectionKey(doc: DocumentName): string {
  return projectionPrefix + doc;
}

export function packKey(pack: number): string {
  return packPrefix + String(pack).padStart(6, '0');
}

/** `entries` without texts, in one row's value. */
export function encodePack(entries: readonly PackedProjection[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ version: projectionVersion, entries }));
}

/** What this version understands of a pack: documents of what it does not are projected anew. */
export function readPackRow(row: Row): readonly PackedProjection[] {
  try {
    const pack = packSchema.safeParse(JSON.parse(new TextDecoder().decode(row.value)));
    if (!pack.success) return [];
    return pack.data.entries.flatMap((entry) => {
      const read = packEntrySchema.safeParse(entry);
      return read.success ? [read.data] : [];
    });
  } catch {
    return [];
  }
}

export function textKey(doc: DocumentName): string {
  return textPrefix + doc;
}

/** Undefined for a row that this version did not write: its document is projected anew. */
export function readProjectionRow(
  row: Row,
): { readonly doc: DocumentName; readonly projection: Projection } | undefined {
  const doc = documentNameSchema.safeParse(
    row.key.slice(row.key.indexOf(projectionPrefix) + projectionPrefix.length),
  );
  if (!doc.success) return undefined;
  try {
    const stored = storedSchema.safeParse(JSON.parse(new TextDecoder().decode(row.value)));
    if (!stored.success || stored.data.version !== projectionVersion) return undefined;
    return { doc: doc.data, projection: stored.data.projection };
  } catch {
    return undefined;
  }
}

/** The text that search reads; empty for kinds that have none. */
export function textOf(projection: Projection): string {
  return 'text' in projection ? projection.text : '';
}

/** What lists need: everything but the text. */
export function withoutText(projection: Projection): Projection {
  return 'text' in projection ? { ...projection, text: '' } : projection;
}
