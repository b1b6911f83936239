import { sha256 } from '@noble/hashes/sha2.js';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';
import { bundleVersion, digestMark, noDigest } from './page.ts';

/** What a bundle says of itself in its head. */
export interface BundleHead {
  readonly version: number;
  readonly workspace: string;
  /** ISO 8601, UTC. */
  readonly made: string;
}

export type BundleCheck =
  | { readonly kind: 'fits'; readonly head: BundleHead; readonly digest: string }
  /** The file is not as it was made: damaged, shortened, or changed by hand. */
  | {
      readonly kind: 'changed';
      readonly head: BundleHead;
      readonly digest: string;
      readonly worked: string;
    }
  | { readonly kind: 'cut-off'; readonly head: BundleHead }
  | { readonly kind: 'newer'; readonly head: BundleHead }
  | { readonly kind: 'no-bundle' };

/** A head is shorter than this, style and all. */
const headBytes = 32 * 1024;
const digits = noDigest.length;

/**
 * Checks a bundle against the digest that it shows. The digest is the SHA-256 of all bytes of the
 * file, the 64 digits after `<code class="digest" id="digest">` taken as zeros.
 */
export function verifyBundle(bytes: Uint8Array): BundleCheck {
  const head = readBundleHead(bytes.subarray(0, headBytes));
  if (head === undefined) return { kind: 'no-bundle' };
  if (head.version > bundleVersion) return { kind: 'newer', head };
  const mark = lastIndexOf(bytes, digestMark);
  const start = mark + digestMark.length;
  // Bytes, not UTF-8: damaged digits may be no text at all.
  const digest = mark < 0 ? '' : String.fromCharCode(...bytes.subarray(start, start + digits));
  if (!/^[0-9a-f]{64}$/.test(digest)) return { kind: 'cut-off', head };
  const hash = sha256.create();
  hash.update(bytes.subarray(0, start));
  hash.update(encodeUtf8(noDigest));
  hash.update(bytes.subarray(start + digits));
  const worked = toHexString(hash.digest());
  return worked === digest
    ? { kind: 'fits', head, digest }
    : { kind: 'changed', head, digest, worked };
}

/** Reads the head of a bundle from its first bytes (32 KB are enough); undefined for anything else. */
export function readBundleHead(start: Uint8Array): BundleHead | undefined {
  const text = String.fromCharCode(...start.subarray(0, 4096));
  if (!text.startsWith('<!doctype html>')) return undefined;
  const meta = (name: string): string | undefined =>
    new RegExp(`<meta name="holdfast-${name}" content="([^"<>]{1,100})">`).exec(text)?.[1];
  const version = Number(meta('bundle') ?? '');
  const workspace = meta('workspace');
  const made = meta('made');
  if (!Number.isInteger(version) || version < 1) return undefined;
  if (workspace === undefined || made === undefined) return undefined;
  return { version, workspace, made };
}

function lastIndexOf(bytes: Uint8Array, wanted: Uint8Array): number {
  for (let at = bytes.length - wanted.length; at >= 0; at -= 1) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return at;
  }
  return -1;
}
