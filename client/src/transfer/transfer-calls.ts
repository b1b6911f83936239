import { readImages } from '@holdfast/shared/model/runbook-images';
import { readRunbook } from '@holdfast/shared/model/runbook';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { planImageExport } from '@holdfast/shared/transfer/export-images';
import { beginImport, type ImportWork } from '@holdfast/shared/transfer/import-work';
import { planExport } from '@holdfast/shared/transfer/plan-export';
import { readArchive } from '@holdfast/shared/transfer/read-archive';
import { twoSides } from '@holdfast/shared/transfer/two-sides';
import { writeZip } from '@holdfast/shared/transfer/zip-write';
import * as Y from 'yjs';
import { createWebRandom } from '../hub/web-clock.ts';
import type { ExportFiles, ExportOrder, ImportSource, TransferCalls } from './transfer-messages.ts';

/** What the transfer worker does. One import at a time. */
export function createTransferCalls(): TransferCalls {
  const random = createWebRandom();
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
      work = beginImport('', read.files, read.passedOver, placed, random);
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
    zip(order, nowMs) {
      const { files, images } = makeFiles(order);
      return { bytes: writeZip([...files, ...images.files], nowMs), imagesLeft: images.left };
    },
  };
}

function readSource(source: ImportSource) {
  return source.kind === 'zip'
    ? readArchive(source.bytes)
    : { ok: true as const, files: source.files, passedOver: source.passedOver };
}

function makeFiles({ documents, placed }: ExportOrder): ExportFiles {
  const imagesOf = new Map<DocumentName, ReturnType<typeof readImages>>();
  const runbooks = documents.map(({ doc: name, update }) => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, update);
    const runbook = readRunbook(doc);
    imagesOf.set(name, readImages(doc));
    doc.destroy();
    return { ...runbook, name };
  });
  const files = planExport(runbooks, { among: placed });
  return { files, images: planImageExport(files, (name) => imagesOf.get(name)) };
}
