/** Every sealed value begins with the mark of its lock, so that each tells by itself what it is. */
export const markBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;

/** Seals values under the data key of one lock, each bound to the key of its row. */
export interface Sealer {
  seal(rowKey: string, value: Uint8Array): Promise<Uint8Array>;
  /** Undefined where it was changed, is another row's, or was sealed under another key. */
  open(rowKey: string, sealed: Uint8Array): Promise<Uint8Array | undefined>;
  /** Whether it says of itself that it is sealed under this lock. */
  isSealed(value: Uint8Array): boolean;
}

/**
 * AES-256-GCM with a random nonce for every value. The row's key and the lock's mark are bound in, so
 * that a value that was put into another row does not open.
 *
 * @param mark random, of this lock alone: no value that is not sealed begins with it, whoever made it
 */
export function createSealer(key: CryptoKey, mark: Uint8Array): Sealer {
  const encoder = new TextEncoder();

  const parameters = (rowKey: string, nonce: Uint8Array<ArrayBuffer>): AesGcmParams => ({
    name: 'AES-GCM',
    iv: nonce,
    additionalData: joined(mark, encoder.encode(`holdfast-row-1\n${rowKey}`)),
  });

  function isSealed(value: Uint8Array): boolean {
    return (
      value.length >= markBytes + nonceBytes + tagBytes &&
      mark.every((byte, at) => value[at] === byte)
    );
  }

  return {
    isSealed,
    async seal(rowKey, value) {
      const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const text = await crypto.subtle.encrypt(parameters(rowKey, nonce), key, ownBuffer(value));
      return joined(mark, nonce, new Uint8Array(text));
    },
    async open(rowKey, sealed) {
      if (!isSealed(sealed)) return undefined;
      const nonce = sealed.slice(markBytes, markBytes + nonceBytes);
      const text = sealed.subarray(markBytes + nonceBytes);
      try {
        return new Uint8Array(
          await crypto.subtle.decrypt(parameters(rowKey, ownBuffer(nonce)), key, ownBuffer(text)),
        );
      } catch {
        return undefined;
      }
    },
  };
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** WebCrypto takes no view of memory that is shared: values of stores never are, which their type does not say. */
function ownBuffer(value: Uint8Array): Uint8Array<ArrayBuffer> {
  return value.buffer instanceof ArrayBuffer
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}
