import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { Logger } from 'pino';

/** Whoever sends a request byte by byte is cut off soon. */
const timed = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 5000,
  connectionsCheckingInterval: 2000,
  maxHeaderSize: 16 * 1024,
};
/** How often it is looked whether there is a newer certificate. */
const lookEveryMs = 60_000;

/** The certificate cannot be used. The message is for a person. */
export class CertificateError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CertificateError';
  }
}

export interface CertificateFiles {
  readonly tlsCert?: string | undefined;
  readonly tlsKey?: string | undefined;
}

/**
 * The server for pages, requests and sockets; with TLS where there is a certificate, which is read
 * again when its file changes.
 *
 * @throws CertificateError
 */
export function createRelayServer(
  { tlsCert, tlsKey }: CertificateFiles,
  log: Pick<Logger, 'info' | 'error'>,
): Server | SecureServer {
  if (tlsCert === undefined || tlsKey === undefined) return createServer(timed);
  const read = () => ({ cert: readFileSync(tlsCert), key: readFileSync(tlsKey) });
  const changedAt = (): string => [tlsCert, tlsKey].map((path) => statSync(path).mtimeMs).join();
  let server: SecureServer;
  let known: string;
  try {
    server = createSecureServer({ ...timed, ...read(), minVersion: 'TLSv1.2' });
    known = changedAt();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CertificateError(`The certificate ${tlsCert} or its key cannot be used: ${why}`, {
      cause: error,
    });
  }
  const looking = setInterval(() => {
    try {
      const now = changedAt();
      if (now === known) return;
      server.setSecureContext({ ...read(), minVersion: 'TLSv1.2' });
      known = now;
      log.info({ certificate: tlsCert }, 'certificate read again');
    } catch (err) {
      // The one in use goes on: a file may be in the midst of being replaced.
      log.error({ err, certificate: tlsCert }, 'certificate cannot be read again');
    }
  }, lookEveryMs);
  looking.unref();
  server.once('close', () => clearInterval(looking));
  return server;
}
