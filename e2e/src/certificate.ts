import { createHash, X509Certificate } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** What relays of one machine serve TLS with. */
export interface Certificate {
  /** In files, as relays take them. */
  readonly certFile: string;
  readonly keyFile: string;
  /** The same certificate as text (PEM), for programs that are to trust it. */
  readonly pem: string;
  /** What makes Chromium take this key for good, and no other. */
  readonly browserArguments: readonly string[];
}

const hourMs = 3_600_000;

/** Makes a certificate for an address of this machine, signed by itself, in `folder`. */
export async function createCertificate(folder: string, host: string): Promise<Certificate> {
  const name = isIPv4(host)
    ? ({ type: 7, ip: host } as const)
    : ({ type: 2, value: host } as const);
  const made = await generate([{ name: 'commonName', value: 'Relays under test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - hourMs),
    notAfterDate: new Date(Date.now() + 24 * hourMs),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [name] },
    ],
  });
  const certFile = join(folder, 'relays.cert.pem');
  const keyFile = join(folder, 'relays.key.pem');
  await writeFile(certFile, made.cert);
  await writeFile(keyFile, made.private, { mode: 0o600 });
  const publicKey = new X509Certificate(made.cert).publicKey.export({
    type: 'spki',
    format: 'der',
  });
  const fingerprint = createHash('sha256').update(publicKey).digest('base64');
  return {
    ...{ certFile, keyFile, pem: made.cert },
    browserArguments: [`--ignore-certificate-errors-spki-list=${fingerprint}`],
  };
}
