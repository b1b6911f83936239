import { strToU8, zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxFileBytes } from './file-text.ts';
import { isMarkdownPath } from './source-path.ts';
import { readZip, zipLimits } from './zip-read.ts';
import { writeZip } from './zip-write.ts';

const nowMs = Date.UTC(2026, 0, 2);
const read = (bytes: Uint8Array) => readZip(bytes, isMarkdownPath);

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

/** Where a text stands in bytes, counted from the end. */
function lastPlace(bytes: Uint8Array, text: string): number {
  return Array.from(bytes, (byte) => String.fromCharCode(byte))
    .join('')
    .lastIndexOf(text);
}

describe('a zip archive', () => {
  it('gives back what was put in, byte for byte, whatever the paths are called', () => {
    const path = fc.stringMatching(/^[a-zé中 _.-]{1,12}$/u).map((name) => `ops/${name}.md`);
    const file = fc.record({ path, bytes: fc.uint8Array({ maxLength: 300 }) });
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: (one) => one.path }), (files) => {
        const result = read(writeZip(files, nowMs));
        expect(result).toEqual({ ok: true, files, passedOver: [] });
      }),
    );
  });

  it('is unpacked only where it is wanted', () => {
    const bytes = zipSync({
      'a.md': strToU8('a'),
      'big.md': new Uint8Array(maxFileBytes + 1),
      'picture.png': strToU8('png'),
      'folder/': new Uint8Array(),
      '.git/config.md': strToU8('x'),
      '__MACOSX/._a.md': strToU8('x'),
    });
    const result = read(bytes);
    expect(result).toMatchObject({
      ok: true,
      passedOver: [{ path: '.git' }, { path: '__MACOSX' }],
    });
    if (!result.ok) return;
    expect(result.files.map(({ path, bytes: { length } }) => [path, length])).toEqual([
      ['a.md', 1],
      ['big.md', maxFileBytes + 1],
      ['picture.png', 0],
    ]);
  });

  it('with links in it does not follow them', () => {
    const link = zipSync({ 'a.md': [strToU8('/etc/passwd'), { os: 3, attrs: 0o120_777 << 16 }] });
    expect(read(link)).toMatchObject({ ok: true, files: [], passedOver: [{ reason: 'link' }] });
  });

  it('that says less than it holds is not unpacked further', () => {
    const bomb = zipSync({ 'a.md': new Uint8Array(maxFileBytes) });
    const size = lastPlace(bomb, 'a.md') - 46 + 24;
    const lying = changed(changed(changed(bomb, size, 10), size + 1, 0), size + 2, 0);
    expect(read(lying)).toEqual({ ok: false, problem: 'damaged' });
  });

  it('whose bytes do not fit their checksum is refused', () => {
    const bytes = zipSync({ 'a.md': [strToU8('some words'), { level: 0 }] });
    const at = lastPlace(bytes, 'some words');
    expect(read(changed(bytes, at, 0x53))).toEqual({ ok: false, problem: 'damaged' });
  });

  it.each([
    ['not-a-zip', new Uint8Array()],
    ['not-a-zip', strToU8('# Not a zip, but long enough to be one\n')],
    ['too-large', new Uint8Array(zipLimits.archiveBytes + 1)],
  ])('is refused with %s', (problem, bytes) => {
    expect(read(bytes)).toEqual({ ok: false, problem });
  });

  it('that is encrypted is said to be', () => {
    const bytes = zipSync({ 'a.md': strToU8('a') });
    expect(read(changed(bytes, lastPlace(bytes, 'a.md') - 46 + 8, 1))).toEqual({
      ok: false,
      problem: 'not-supported',
    });
  });

  it('of too many or too large files is refused before anything is unpacked', () => {
    const many = zipSync({ 'a.md': strToU8('a') });
    const end = many.length - 22;
    const lying = changed(changed(many, end + 10, 0xfe), end + 11, 0xff);
    expect(read(lying)).toEqual({ ok: false, problem: 'too-large' });
  });

  it('never throws, whatever is broken in it', () => {
    const whole = zipSync({ 'a.md': strToU8('one two three '.repeat(20)), 'b/c.md': strToU8('x') });
    const flips = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(flips, fc.nat(whole.length), (places, cut) => {
        let bytes: Uint8Array = whole.slice(0, whole.length - (cut % 40));
        for (const [at, value] of places) if (at < bytes.length) bytes = changed(bytes, at, value);
        expect(typeof read(bytes).ok).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
  });
});
