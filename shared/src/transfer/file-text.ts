import { decodeUtf8, encodeUtf8 } from 'lib0/string';

/** 1 MB. Below what one live update may carry (1 MiB), with room for path and hash around the text. */
export const maxFileBytes = 1_000_000;

export type TextRefused = 'too-large' | 'nul-bytes' | 'not-utf-8';

export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: TextRefused };

/** A file's text, only if writing the text again gives exactly the same bytes. */
export function readFileText(bytes: Uint8Array): FileText {
  if (bytes.length > maxFileBytes) return { ok: false, reason: 'too-large' };
  if (bytes.includes(0)) return { ok: false, reason: 'nul-bytes' };
  try {
    const text = decodeUtf8(bytes);
    return equalBytes(encodeUtf8(text), bytes)
      ? { ok: true, text }
      : { ok: false, reason: 'not-utf-8' };
  } catch {
    return { ok: false, reason: 'not-utf-8' };
  }
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
