import { readRunbook } from '@holdfast/shared/model/runbook';
import { beginImport, type ImportWork } from '@holdfast/shared/transfer/import-work';
import { type ExportFile, planExport } from '@holdfast/shared/transfer/plan-export';
import { isMarkdownPath } from '@holdfast/shared/transfer/source-path';
import { twoSides } from '@holdfast/shared/transfer/two-sides';
import { readZip } from '@holdfast/shared/transfer/zip-read';
import { writeZip } from '@holdfast/shared/transfer/zip-write';
import * as Y from 'yjs';
import type { ExportOrder, ImportSource, TransferCalls } from './transfer-messages.ts';

/** What the transfer worker does. One import at a time. */
export function createTransferCalls(): TransferCalls {
  let work: ImportWork | undefined;

  function current(): ImportWork {
    if (work === undefined) throw new Error('no import was begun');
    return work;
  }

  return {
    begin(source, placed) {
      const read = readSource(source);
      if (!read.ok) return read;
      // Paths begin with the dropped folder's own name, as on the command line.
      work = beginImport('', read.files, read.passedOver, placed);
      return { ok: true, wanted: work.wanted };
    },
    give: (documents) => current().give(documents),
    plan: () => current().plan(),
    wantedHistories: () => current().wantedHistories(),
    giveHistories: (documents) => current().giveHistories(documents),
    compare(path) {
      const sides = current().sides(path);
      return sides === undefined ? [] : twoSides(sides.here, sides.file);
    },
    run: (...values) => current().run(...values),
    undo: (...values) => current().undo(...values),
    files: makeFiles,
    zip: (order, nowMs) => writeZip(makeFiles(order), nowMs),
  };
}

function readSource(source: ImportSource) {
  return source.kind === 'zip'
    ? readZip(source.bytes, isMarkdownPath)
    : { ok: true as const, files: source.files, passedOver: source.passedOver };
}

function makeFiles({ documents, placed }: ExportOrder): readonly ExportFile[] {
  const runbooks = documents.map(({ doc: name, update }) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    const runbook = readRunbook(doc);
    doc.destroy();
    return { ...runbook, name };
  });
  return planExport(runbooks, { among: placed });
}
