import { duration } from '@holdfast/shared/model/duration';
import { isLoopback } from '../config-values.ts';
import type { WorkspaceStatus } from '../status.ts';

/** Something that is weak, or that could not be looked at, with what to do. */
export interface Finding {
  /** For scripts; stays the same. */
  readonly id: string;
  /** `weak` fails the command; `note` is for people to judge. */
  readonly level: 'weak' | 'note';
  readonly what: string;
  readonly toDo: string;
}

export interface RelayFacts {
  /** `ws://host:port`. */
  readonly url: string;
  /** Why nothing else is known of it. */
  readonly problem?: string | undefined;
  readonly version?: string | undefined;
  /** How far its clock is ahead of this machine's, to a second or two. */
  readonly skewMs?: number | undefined;
  /** Does it tell strangers what it holds? */
  readonly isOpen?: boolean | undefined;
  readonly status?: WorkspaceStatus | undefined;
  /** Where it stands, as the workspace says; empty where nobody said. */
  readonly region: string;
  readonly provider: string;
}

/** Something that ends: a token or a key. */
export interface Ending {
  readonly what: string;
  readonly endsAtMs: number;
}

const day = 86_400_000;
const soonMs = 14 * day;
const skewMs = 5_000;

/** What relays themselves show. `known`: addresses of all that there are said to be. */
export function relayFindings(
  relays: readonly RelayFacts[],
  known: readonly string[],
): readonly Finding[] {
  return [
    ...relays.flatMap(oneRelay),
    ...apart(relays, known),
    ...clocks(relays),
    ...versions(relays),
  ];
}

function oneRelay(relay: RelayFacts): readonly Finding[] {
  const { url, problem, isOpen, status } = relay;
  const found: Finding[] = [];
  const weak = (id: string, what: string, toDo: string): void =>
    void found.push({ id, level: 'weak', what: `${url}: ${what}`, toDo });
  if (problem !== undefined) {
    weak(
      'relay-unreachable',
      problem,
      'Start it, or take it off the list of relays if it is gone for good.',
    );
    return found;
  }
  const isLocal = isLoopback(hostOf(url));
  if (isOpen === true && !isLocal) {
    weak(
      'no-keys',
      'anybody who reaches it can read and change everything.',
      'Make keys (holdfast keys create), and start it with --keys DIR and without --insecure.',
    );
  }
  if (isOpen === true && isLocal && status?.relay.insecure === true) {
    weak('insecure', 'was started with --insecure.', 'Start it with --keys DIR instead.');
  }
  if (url.startsWith('ws://') && !isLocal) {
    weak(
      'no-tls',
      'is reached without TLS: everybody on the way can read what is sent.',
      'Give it a certificate, or a proxy with one and --behind-proxy, and use its https:// address.',
    );
  }
  if (status === undefined) {
    found.push({
      ...{ id: 'not-examined', level: 'note', what: `${url}: does not say how it is.` },
      toDo: 'Name credentials of an admin with --credentials DIR to see its peers and its disk.',
    });
    return found;
  }
  if (status.fault !== undefined)
    weak(
      'store-fault',
      `cannot write: ${status.fault}`,
      'See docs/operating.md, HoldfastCannotWrite.',
    );
  if (status.damagedRecords > 0)
    weak(
      'damaged-records',
      `${status.damagedRecords} damaged records.`,
      'See docs/operating.md, HoldfastDamagedRecords.',
    );
  for (const peer of status.peers) {
    if (peer.state === 'connected' || peer.state === 'standby') continue;
    weak(
      'peer-unreachable',
      `has no link to its peer ${peer.url}${peer.problem === undefined ? '' : ` (${peer.problem})`}.`,
      'See docs/operating.md, HoldfastPeerUnreachable. With keys, both need credentials of role peer.',
    );
  }
  return found;
}

/** Do they stand apart, so that what takes one down leaves another? */
function apart(relays: readonly RelayFacts[], known: readonly string[]): readonly Finding[] {
  if (known.length < 2) {
    return [
      {
        ...{
          id: 'one-relay',
          level: 'weak',
          what: 'There is one relay only: nothing is saved on two.',
        },
        toDo: 'Start a second one on another machine, each with the other as --peer.',
      },
    ];
  }
  const hosts = new Set(known.map(hostOf));
  if (hosts.size === 1) {
    return [
      {
        ...{
          id: 'one-machine',
          level: 'weak',
          what: `All relays are on one machine (${[...hosts].join('')}).`,
        },
        toDo: 'Move one to another machine, better to another region.',
      },
    ];
  }
  const found: Finding[] = [];
  for (const fact of ['region', 'provider'] as const) {
    const said = new Set(relays.map((relay) => relay[fact]));
    const [only = ''] = said;
    if (said.size === 1 && only !== '') {
      found.push({
        ...{ id: `one-${fact}`, level: 'weak', what: `All relays share one ${fact}: ${only}.` },
        toDo: `Start one with another ${fact}.`,
      });
    } else if (said.has('')) {
      found.push({
        ...{
          id: `${fact}-unknown`,
          level: 'note',
          what: `Nobody said the ${fact} of every relay.`,
        },
        toDo: 'Say it on the Sync page, so that the review can tell what they share.',
      });
    }
  }
  return found;
}

function clocks(relays: readonly RelayFacts[]): readonly Finding[] {
  const skews = relays.flatMap(({ url, skewMs: skew }) =>
    skew === undefined ? [] : [{ url, skew }],
  );
  const sorted = skews.toSorted((a, b) => a.skew - b.skew);
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return [];
  const toDo =
    'Let every machine keep its time by NTP. Tokens are judged by these clocks, with a minute to spare.';
  const level = 'weak';
  if (last.skew - first.skew > skewMs) {
    const apartBy = duration((last.skew - first.skew) / 1000);
    return [
      {
        id: 'clocks-apart',
        level,
        what: `The clocks of ${first.url} and ${last.url} are ${apartBy} apart.`,
        toDo,
      },
    ];
  }
  if (Math.abs(first.skew) > skewMs) {
    const by = duration(Math.abs(first.skew) / 1000);
    return [
      {
        id: 'clock-here',
        level: 'note',
        what: `The clock of this machine is ${by} from those of the relays.`,
        toDo,
      },
    ];
  }
  return [];
}

function versions(relays: readonly RelayFacts[]): readonly Finding[] {
  const all = [...new Set(relays.flatMap(({ version }) => version ?? []))].toSorted();
  if (all.length < 2) return [];
  return [
    {
      ...{
        id: 'versions',
        level: 'weak',
        what: `Relays run different versions: ${all.join(', ')}.`,
      },
      toDo: 'Upgrade one at a time until all are the same.',
    },
  ];
}

/** What ends soon, so that somebody may be kept out by a date that nobody thought of. */
export function endingFindings(endings: readonly Ending[], nowMs: number): readonly Finding[] {
  return endings
    .filter(({ endsAtMs }) => endsAtMs < nowMs + soonMs)
    .toSorted((a, b) => a.endsAtMs - b.endsAtMs)
    .map(({ what, endsAtMs }) => {
      const when =
        endsAtMs <= nowMs ? 'has ended' : `ends in ${duration((endsAtMs - nowMs) / 1000)}`;
      return {
        ...({ id: 'ending', level: 'weak', what: `${what} ${when}.` } as const),
        toDo: 'Issue a new one: holdfast invite, holdfast token issue or holdfast keys rotate.',
      };
    });
}

/** How a relay is set up to be reached. */
export function listeningFindings(settings: {
  /** `HOST:PORT`'s host; undefined: nothing is known of a relay here. */
  readonly host: string | undefined;
  readonly hasKeys: boolean;
  readonly hasTls: boolean;
  readonly isBehindProxy: boolean;
  /** Was it told a name under which it is reached? */
  readonly isNamed: boolean;
}): readonly Finding[] {
  const { host, hasKeys, hasTls, isBehindProxy, isNamed } = settings;
  const found: Finding[] = [];
  const level = 'weak';
  if (hasKeys && isBehindProxy && !isNamed) {
    found.push({
      ...{
        id: 'unnamed-behind-proxy',
        level,
        what: 'The relay was not told its name before the proxy: it lets nobody in under it.',
      },
      toDo: 'Set HOLDFAST_PUBLIC_URL, and HOLDFAST_ALSO_KNOWN_AS where peers use other names.',
    });
  }
  if (host === undefined || isLoopback(host)) return found;
  if (!hasKeys) {
    found.push({
      ...{
        id: 'bound-without-keys',
        level,
        what: `HOLDFAST_LISTEN is ${host}, which others reach, without keys.`,
      },
      toDo: 'Set HOLDFAST_KEYS to a folder of public keys (holdfast keys create).',
    });
  } else if (!hasTls && !isBehindProxy) {
    found.push({
      ...{
        id: 'bound-without-tls',
        level,
        what: `HOLDFAST_LISTEN is ${host}, which others reach, without TLS.`,
      },
      toDo: 'Set HOLDFAST_TLS_CERT and HOLDFAST_TLS_KEY, or HOLDFAST_BEHIND_PROXY where a proxy has the certificate.',
    });
  }
  return found;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : url;
}
