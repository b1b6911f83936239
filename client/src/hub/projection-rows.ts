import {
  type Projection,
  projectionSchema,
  projectionVersion,
} from '@holdfast/shared/model/projection';
import { type DocumentName, documentNameSchema } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';

/**
 * Projections lie in two rows a document: what lists show, and the text that search reads. So the
 * first list of ten thousand documents does not read all their texts.
 */
export const projectionPrefix = 'projection/';
const textPrefix = 'text/';

const storedSchema = z.object({ version: z.int(), projection: projectionSchema });

interface Row {
  readonly key: string;
  readonly value: Uint8Array;
}

export function projectionRows(doc: DocumentName, projection: Projection): readonly Row[] {
  const encoder = new TextEncoder();
  const stored = { version: projectionVersion, projection: withoutText(projection) };
  return [
    { key: projectionPrefix + doc, value: encoder.encode(JSON.stringify(stored)) },
    { key: textKey(doc), value: encoder.encode(textOf(projection)) },
  ];
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
