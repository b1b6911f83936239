import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../replica/checksum.ts';
import { createHandoverWriter, type HandoverDocument, readHandoverFile } from './handover-file.ts';

const documentName = fc
  .tuple(fc.constantFrom('runbook', 'incident', 'drill'), fc.stringMatching(/^[a-z0-9]{1,26}$/))
  .map(([kind, id]) => `${kind}:${id}`);
const documents = fc.uniqueArray(
  fc.record({ doc: documentName, update: fc.uint8Array({ maxLength: 200 }) }),
  { selector: (document) => document.doc, maxLength: 12 },
);

function written(content: readonly HandoverDocument[]): Uint8Array {
  const writer = createHandoverWriter('acme-payments');
  for (const document of content) writer.add(document);
  return writer.finish();
}

/** The file with `body` changed and its checksum made right again: damage that only the decoder can see. */
function resealed(body: Uint8Array): Uint8Array {
  const file = new Uint8Array(body.length + 4);
  file.set(body);
  new DataView(file.buffer).setUint32(body.length, crc32(body), true);
  return file;
}

describe('handover file', () => {
  it('reads back what was written', () => {
    fc.assert(
      fc.property(documents, (content) => {
        expect(readHandoverFile(written(content))).toEqual({
          ok: true,
          file: { workspace: 'acme-payments', documents: content },
        });
      }),
    );
  });

  it('refuses a file with any one byte changed, cut or added', () => {
    fc.assert(
      fc.property(documents, fc.nat(), fc.integer({ min: 1, max: 255 }), (content, at, flip) => {
        const file = written(content);
        const changed = file.slice();
        const index = at % file.length;
        changed[index] = (changed[index] ?? 0) ^ flip;
        expect(readHandoverFile(changed).ok).toBe(false);
        expect(readHandoverFile(file.slice(0, index)).ok).toBe(false);
        expect(readHandoverFile(Uint8Array.of(...file, flip)).ok).toBe(false);
      }),
    );
  });

  it('never throws, and never invents documents, when a correct checksum covers a broken body', () => {
    fc.assert(
      fc.property(
        documents,
        fc.nat(),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        (content, at, noise) => {
          const body = written(content).slice(0, -4);
          body.set(
            noise.subarray(0, body.length - 9),
            9 + (at % Math.max(1, body.length - 9 - noise.length)),
          );
          const result = readHandoverFile(resealed(body));
          if (!result.ok) {
            expect(['malformed', 'too-large']).toContain(result.problem);
            return;
          }
          const names = result.file.documents.map((document) => document.doc);
          expect(new Set(names).size).toBe(names.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('says why: another kind of file, a newer version, a document given twice', () => {
    const file = written([]);
    expect(readHandoverFile(new Uint8Array(64).fill(0x7b))).toEqual({
      ok: false,
      problem: 'not-a-handover-file',
    });
    const newer = file.slice();
    newer[8] = 2;
    expect(readHandoverFile(newer)).toEqual({ ok: false, problem: 'newer-version' });
    const update = Uint8Array.of(0, 0);
    const twice = written([
      { doc: 'runbook:a', update },
      { doc: 'runbook:a', update },
    ]);
    expect(readHandoverFile(twice)).toEqual({ ok: false, problem: 'malformed' });
  });
});
