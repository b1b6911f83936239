import { digest as sha256 } from 'lib0/hash/sha256';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { built, runbook, sourceOf } from './bundle-fixture.ts';
import { readBundleHead, verifyBundle } from './verify-bundle.ts';

const sample = built(
  sourceOf({
    'runbook:a': runbook({
      title: 'Digest',
      body: 'It shows `<code class="digest" id="digest">` + "a".repeat(64).',
    }),
  }),
);

describe('the digest of a bundle', () => {
  it('fits what was made, and is what anyone can work out with zeros in its place', async () => {
    const { bytes, page, report } = await sample;
    const check = verifyBundle(bytes);
    expect(check).toEqual({
      kind: 'fits',
      digest: report.digest,
      head: { version: 1, workspace: 'demo', made: '2026-11-27T14:05:00.000Z' },
    });
    const zeroed = page.replace(report.digest, '0'.repeat(64));
    expect(toHexString(sha256(encodeUtf8(zeroed)))).toBe(report.digest);
    expect(report.bytes).toBe(bytes.length);
  });

  it('never fits a file with a byte changed, cut off or added', async () => {
    const { bytes } = await sample;
    fc.assert(
      fc.property(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = bytes.slice();
          changed[at] = (changed[at] ?? 0) ^ flip;
          expect(verifyBundle(changed).kind).not.toBe('fits');
          expect(verifyBundle(bytes.slice(0, at)).kind).not.toBe('fits');
        },
      ),
      { numRuns: 60 },
    );
    expect(verifyBundle(Uint8Array.of(...bytes, 10)).kind).toBe('changed');
  });

  it('never fits one whose digits are no text', async () => {
    const { bytes, page, report } = await sample;
    const at = encodeUtf8(page.slice(0, page.indexOf(report.digest))).length;
    const changed = bytes.slice();
    changed[at + 7] = (changed[at + 7] ?? 0) ^ 128;
    expect(verifyBundle(changed).kind).toBe('cut-off');
  });

  it('says why: cut off, another kind of file, a newer version', async () => {
    const { bytes, page } = await sample;
    expect(verifyBundle(bytes.slice(0, bytes.length / 2)).kind).toBe('cut-off');
    expect(verifyBundle(encodeUtf8('<!doctype html><p>hello')).kind).toBe('no-bundle');
    expect(verifyBundle(new Uint8Array()).kind).toBe('no-bundle');
    const newer = page.replace(
      'name="holdfast-bundle" content="1"',
      'name="holdfast-bundle" content="2"',
    );
    expect(verifyBundle(encodeUtf8(newer)).kind).toBe('newer');
    expect(readBundleHead(bytes.subarray(0, 4096))?.workspace).toBe('demo');
  });
});
