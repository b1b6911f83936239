import { readFileSync } from 'node:fs';
import { secretBytes } from './sign.ts';

const leastBytes = 16;

/** The secret for webhooks cannot be read, or is none. The message is for a person. */
export class WebhookSecretError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WebhookSecretError';
  }
}

/** @throws WebhookSecretError */
export function readSecret(path: string): Buffer {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WebhookSecretError(`Cannot read the secret for webhooks: ${why}`, { cause: error });
  }
  const secret = secretBytes(text);
  if (secret.length >= leastBytes) return secret;
  throw new WebhookSecretError(
    `The secret for webhooks in ${path} is shorter than ${leastBytes} bytes. Make one: openssl rand -hex 32`,
  );
}
