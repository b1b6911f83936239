import { networkInterfaces } from 'node:os';
import { createCertificate } from './certificate.ts';
import type { ReachableAt } from './relays.ts';

/** An address of this machine that others can reach, where it has one, and a certificate for it in `folder`. */
export async function reachableAt(folder: string): Promise<ReachableAt> {
  const all = Object.values(networkInterfaces()).flatMap((some) => some ?? []);
  const found = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  const host = found?.address ?? '127.0.0.1';
  return { host, certificate: await createCertificate(folder, host) };
}
