import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersonRole } from '@holdfast/shared/access/roles';
import { z } from 'zod/mini';
import { runHoldfast } from './command-line.ts';
import { createRelays, type ReachableAt, type RelaySet } from './relays.ts';

const workspace = 'demo';

export interface Invited {
  /** Address of the page, with the secret behind its `#`. */
  readonly link: string;
  readonly tokenId: string;
}

/** Shifts the clock of a relay's process by what its environment says. */
const shiftedClock = `data:text/javascript,${encodeURIComponent(
  'const now = Date.now; Date.now = () => now() + Number(process.env.CLOCK_AHEAD_MS);',
)}`;

/** Relays that let in only whom they were given keys for, and the admin who has the workspace's key. */
export interface KeyedRelays extends RelaySet {
  /** Makes an invitation as an admin would, at a command line. */
  invite(of: {
    readonly name: string;
    readonly role: PersonRole;
    /** Addresses that the link names; the first one serves its page. Default: all. */
    readonly relays?: readonly string[];
    /** As the option of this name says it. */
    readonly acceptWithin?: string;
    readonly life?: string;
  }): Promise<Invited>;
  /** The clocks of relays that are started after this are ahead. */
  setClockAhead(ms: number): void;
  /** Cuts a token off, through a relay. */
  revoke(tokenId: string): Promise<void>;
  /** Makes sealed access, which anybody can use who has the link. */
  seal(of: {
    readonly name: string;
    readonly role: PersonRole;
    readonly life: string;
    readonly relays: readonly string[];
  }): Promise<Invited>;
  /** Runs a command as the admin who has the workspace's key. */
  asAdmin(...args: readonly string[]): Promise<string>;
}

const invitationSchema = z.object({ link: z.string(), jti: z.string() });

/**
 * Prepares peered relays with keys, all made by the command line, in `folder`. None runs yet.
 * `reachable`: where other machines can reach them, instead of on loopback.
 */
export async function createKeyedRelays(
  folder: string,
  count: number,
  reachable?: ReachableAt,
): Promise<KeyedRelays> {
  const own = join(folder, 'keys');
  const trusted = join(folder, 'trusted');
  const admin = join(folder, 'admin');
  const run = (...args: readonly string[]): Promise<string> =>
    runHoldfast(folder, args, reachable?.certificate.certFile);
  const issue = (role: string, name: string, into: string): Promise<string> =>
    run(
      ...['token', 'issue', '--workspace', workspace, '--dir', own],
      ...['--role', role, '--name', name, '--into', into],
    );
  await run('keys', 'create', '--workspace', workspace, '--dir', own);
  const [publicKey] = (await readdir(own)).filter((name) => name.endsWith('.pub.json'));
  if (publicKey === undefined) throw new Error('no public key was made');
  await run('keys', 'trust', join(own, publicKey), '--keys', trusted);
  await issue('admin', 'Ana', admin);
  const credentials = Array.from({ length: count }, (_, index) => join(folder, `relay-${index}`));
  for (const [index, into] of credentials.entries()) await issue('peer', `relay-${index}`, into);
  let clockAheadMs = 0;
  const relaySet = await createRelays({
    count,
    workspace,
    ...(reachable !== undefined && { reachable }),
    preload: [shiftedClock],
    environment: () => ({ CLOCK_AHEAD_MS: String(clockAheadMs) }),
    arguments: (index) => ['--keys', trusted, '--credentials', credentials[index] ?? ''],
  });
  const addresses = relaySet.relays.map(({ address }) => address);
  const toRelays = addresses.flatMap((address) => ['--relay', address]);
  const inWorkspace = ['--workspace', workspace] as const;

  async function invite(...args: readonly string[]): Promise<Invited> {
    const told = await run('invite', ...inWorkspace, '--dir', own, '--json', '--no-qr', ...args);
    const { link, jti } = invitationSchema.parse(JSON.parse(told));
    return { link, tokenId: jti };
  }

  return {
    ...relaySet,
    setClockAhead(ms) {
      clockAheadMs = ms;
    },
    invite: ({ name, role, relays = addresses, acceptWithin, life }) =>
      invite(
        ...['--name', name, '--role', role],
        ...relays.flatMap((address) => ['--relay', address]),
        ...(acceptWithin === undefined ? [] : ['--accept-within', acceptWithin]),
        ...(life === undefined ? [] : ['--life', life]),
      ),
    seal: ({ name, role, life, relays }) =>
      invite(
        ...['--break-glass', '--name', name, '--role', role, '--life', life],
        ...relays.flatMap((address) => ['--relay', address]),
      ),
    asAdmin: (...args) => run(...args, ...inWorkspace, ...toRelays, '--credentials', admin),
    async revoke(tokenId) {
      await run(
        ...['token', 'revoke', '--token', tokenId, ...inWorkspace],
        ...[...toRelays, '--credentials', admin],
      );
    },
  };
}
