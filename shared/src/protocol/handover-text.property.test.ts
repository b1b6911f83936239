import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHandoverWriter, readHandoverFile } from './handover-file.ts';
import { readHandoverText, writeHandoverText } from './handover-text.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 400 });

/** What mail and chat do to a text on its way. */
const journeys: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.replaceAll('\n', '\r\n'),
  (text) => text.replaceAll(/^/gm, '> '),
  (text) => text.replaceAll(/^/gm, '>> | \u00a0'),
  (text) => text.replaceAll(/([A-Za-z0-9_-]{20})(?=[A-Za-z0-9_-])/g, '$1\n'),
  (text) => text.replaceAll('\n', ' '),
  (text) => text.replaceAll('-----', '—'),
  (text) => text.replaceAll('-', '\u2011'),
  (text) => text.replaceAll(/^(.{10})/gm, '$1\u200b'),
  (text) => `Hi Tom,\n\nhere they are:\n\n${text}\n--\nAna, on call\n`,
  (text) => `\`\`\`\n${text}\`\`\``,
];
const journey = fc.array(fc.constantFrom(...journeys), { maxLength: 3 });

function fileOf(content: Uint8Array): Uint8Array {
  const writer = createHandoverWriter('demo');
  writer.add({ doc: 'runbook:a', update: content });
  return writer.finish();
}

describe('changes as text', () => {
  it('come through whatever mail and chat do to them', () => {
    fc.assert(
      fc.property(bytes, journey, (content, legs) => {
        const file = fileOf(content);
        let text = writeHandoverText(file, 'Changes of the workspace demo.');
        for (const leg of legs) text = leg(text);
        expect(readHandoverText(text)).toEqual({ ok: true, files: [file] });
      }),
    );
  });

  it('are all found where there are several, and each once', () => {
    fc.assert(
      fc.property(bytes, bytes, (one, two) => {
        const first = fileOf(Uint8Array.of(1, ...one));
        const second = fileOf(Uint8Array.of(2, ...two));
        const texts = [first, second, first].map((file) => writeHandoverText(file, 'Changes.'));
        expect(readHandoverText(texts.join('\n'))).toEqual({ ok: true, files: [first, second] });
      }),
    );
  });

  it('are never taken for whole when something is missing or changed', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), fc.constantFrom('', 'A', 'zz', ' A'), (content, at, instead) => {
        const text = writeHandoverText(fileOf(content), 'Changes.');
        const start = text.indexOf('SE9');
        const length = text.indexOf('\n-----END') - start - 1;
        const place = start + (at % length);
        const changed = text.slice(0, place) + instead + text.slice(place + 1);
        const read = readHandoverText(changed);
        const whole = read.ok && read.files.every((file) => readHandoverFile(file).ok);
        // White space may go, and a letter may be replaced by itself.
        const file = fileOf(content);
        expect(whole ? read.files : [file]).toEqual([file]);
      }),
    );
  });

  it('say why they cannot be read', () => {
    const text = writeHandoverText(fileOf(Uint8Array.of(1, 2, 3)), 'Changes.');
    expect(readHandoverText('hello')).toEqual({ ok: false, problem: 'no-changes' });
    expect(readHandoverText(text.slice(0, -30))).toEqual({ ok: false, problem: 'cut-off' });
    expect(readHandoverText(text.replace('BEGIN', 'BE'))).toEqual({
      ok: false,
      problem: 'cut-off',
    });
    expect(
      readHandoverText('-----BEGIN HOLDFAST CHANGES-----\n-----END HOLDFAST CHANGES-----'),
    ).toEqual({
      ok: false,
      problem: 'damaged',
    });
  });
});
