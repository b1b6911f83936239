import { createHmac } from 'node:crypto';

/** The bytes that a secret stands for: after `whsec_` base64, as in Standard Webhooks, else the text itself. */
export function secretBytes(text: string): Buffer {
  const secret = text.trim();
  const prefix = 'whsec_';
  return secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : Buffer.from(secret, 'utf8');
}

/**
 * Headers by which a receiver knows who sent a body, when, and whether it had it already
 * (standardwebhooks.com): the signature is HMAC-SHA256 over `id.timestamp.body`.
 */
export function signedHeaders(
  secret: Buffer,
  id: string,
  nowMs: number,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signature = createHmac('sha256', secret)
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'idempotency-key': id,
  };
}
