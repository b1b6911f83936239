import { decodeUtf8 } from 'lib0/string';
import * as Y from 'yjs';
import { createRunbook, type NewRunbook } from '../model/runbook.ts';
import type { DocumentName } from '../protocol/names.ts';
import { buildBundle } from './build-bundle.ts';
import type { BundleCopy, BundleOrigin, BundleReport, BundleSource } from './bundle-source.ts';

/** For tests: 2026-11-27 14:05 UTC. */
export const madeAtMs = Date.UTC(2026, 10, 27, 14, 5);

const copy: BundleCopy = { linked: ['relay-a'], unlinked: [], unsent: 0, damaged: 0 };

const testOrigin: BundleOrigin = {
  workspace: 'demo',
  madeAtMs,
  maker: { kind: 'browser', name: 'Ana' },
  version: '0.1.0',
  relays: [],
  copy,
};

/** A source of documents filled by hand. */
export function sourceOf(
  documents: Readonly<Record<DocumentName, (doc: Y.Doc) => void>>,
): BundleSource {
  const states = new Map(
    Object.entries(documents).map(([name, fill]) => {
      const doc = new Y.Doc();
      fill(doc);
      return [name, Y.encodeStateAsUpdate(doc)];
    }),
  );
  return {
    documents: () => [...states.keys()],
    read: (name) => Promise.resolve(states.get(name)),
  };
}

/** Fills a document with a runbook. */
export function runbook(fields: NewRunbook, by = 'Ana'): (doc: Y.Doc) => void {
  return (doc) => {
    createRunbook(doc, fields, madeAtMs - 60_000, by);
  };
}

export interface Built {
  readonly report: BundleReport;
  readonly bytes: Uint8Array;
  readonly page: string;
  /** The page without the white space between its elements. */
  readonly flat: string;
}

/** Builds a bundle whole. */
export async function built(
  source: BundleSource,
  origin: Partial<BundleOrigin> = {},
): Promise<Built> {
  const pieces: Uint8Array[] = [];
  const report = await buildBundle({
    source,
    origin: { ...testOrigin, ...origin },
    write: (bytes) => void pieces.push(bytes),
  });
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  const page = decodeUtf8(bytes);
  return { report, bytes, page, flat: page.replace(/\s+/g, ' ').replaceAll('> <', '><') };
}
