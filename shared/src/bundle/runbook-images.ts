import { toBase64 } from 'lib0/buffer';
import type * as Y from 'yjs';

/** Images are kept in the document; a larger one was not put there by Holdfast. */
const maxImageBytes = 256 * 1024;

/** The images kept in a runbook's document as `data:` addresses, by the path that its text gives them. */
export function readImages(doc: Y.Doc): (path: string) => string | undefined {
  const images = doc.getMap('images');
  return (path) => {
    const bytes = images.get(path);
    if (!(bytes instanceof Uint8Array) || bytes.length > maxImageBytes) return undefined;
    const type = imageType(bytes);
    return type === undefined ? undefined : `data:${type};base64,${toBase64(bytes)}`;
  };
}

/** By what the bytes begin with: a name proves nothing. */
function imageType(bytes: Uint8Array): string | undefined {
  const begins = (...start: readonly number[]) => start.every((byte, at) => bytes[at] === byte);
  if (begins(0x89, 0x50, 0x4e, 0x47)) return 'image/png';
  if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (begins(0x47, 0x49, 0x46, 0x38)) return 'image/gif';
  const isRiff = begins(0x52, 0x49, 0x46, 0x46);
  const isWebp = String.fromCharCode(...bytes.subarray(8, 12)) === 'WEBP';
  return isRiff && isWebp ? 'image/webp' : undefined;
}
