import { readStamp } from './entries.ts';
import { canonicalForm, entryHash, readChain } from './entry-chain.ts';

/**
 * What a list's chain shows. Pure: of the entries as they stand, in the order of the list.
 *
 * It shows that an entry was changed or removed where another names it, by its own device's next
 * entry or as what somebody else had seen, and that one stands before what its author had seen. It
 * does not show what happened to an entry that nobody names yet, to one without a chain that nobody
 * names, or that somebody wrote a whole list anew: there are no signatures. What has not
 * arrived yet is missing, too. Seals show more; see
 * `verify-seals.ts`.
 */
export interface ChainReport {
  /** By device; the one that wrote first comes first. */
  readonly devices: readonly DeviceReport[];
  /** In the order of the list. */
  readonly breaks: readonly ChainBreak[];
  /** Members that are no entries, or not in a form that this version reads. */
  readonly unreadable: number;
}

export interface DeviceReport {
  /** Empty where it is not known: the command line, older imports. */
  readonly device: string;
  /** Who wrote on it, each once. */
  readonly people: readonly string[];
  /** `unchained`: all are of older versions, or a machine's, so that nothing can be said of them. */
  readonly state: 'intact' | 'broken' | 'unchained';
  readonly entries: number;
  readonly unchained: number;
  /** How often it went on from the same entry twice: two tabs at once. That is no tampering. */
  readonly forks: number;
}

export interface ChainBreak {
  /**
   * `own`: what its device wrote before it was changed or is missing. `seen`: what it had seen of
   * somebody else. `order`: it stands before what it names. `doubled`: there is another with its id,
   * and not because two relays were told the same by a machine.
   * `place`: its number does not follow from the entry that it names.
   */
  readonly kind: 'own' | 'seen' | 'order' | 'doubled' | 'place';
  /** The entry that shows it: its id, device, author, and when it says it happened, wall clock ms since 1970. */
  readonly at: string;
  readonly device: string;
  readonly by: string;
  readonly happenedAtMs: number;
}

interface Member {
  readonly place: number;
  readonly device: string;
  readonly n: number;
}

/** See `ChainReport`. Never throws on what others wrote. */
export function verifyChain(list: Iterable<unknown>): ChainReport {
  const values = [...list];
  const members = new Map<string, Member>();
  for (const [place, value] of values.entries()) {
    const stamp = readStamp(value);
    if (stamp === undefined || typeof value !== 'object' || value === null) continue;
    const hash = entryHash(value);
    if (members.has(hash)) continue;
    members.set(hash, { place, device: stamp.device, n: readChain(value)?.n ?? 0 });
  }
  const devices = new Map<string, DeviceTally>();
  const breaks: ChainBreak[] = [];
  const saidUnder = new Map<string, string>();
  let unreadable = 0;
  for (const [place, value] of values.entries()) {
    const stamp = readStamp(value);
    if (stamp === undefined || typeof value !== 'object' || value === null) {
      unreadable += 1;
      continue;
    }
    const { id, device, by, happenedAtMs } = stamp;
    const tally = devices.get(device) ?? newTally();
    devices.set(device, tally);
    if (by !== '') tally.people.add(by);
    tally.entries += 1;
    const found = (kind: ChainBreak['kind']): void => {
      breaks.push({ kind, at: id, device, by, happenedAtMs });
      tally.breaks += 1;
    };
    const chain = readChain(value);
    const said = saidUnder.get(id);
    const form = chain === undefined && device === '' ? machineForm(value) : '';
    if (said !== undefined && (said === '' || said !== form)) found('doubled');
    saidUnder.set(id, said ?? form);
    if (chain === undefined) {
      tally.unchained += 1;
      continue;
    }
    const { n, prev, seen } = chain;
    const before = members.get(prev);
    if (prev === '') {
      if (n !== 1) found('own');
    } else if (before === undefined || before.device !== device) found('own');
    else if (before.n !== n - 1) found('place');
    else if (before.place > place) found('order');
    // Two that begin anew from nothing are two that go on from the same, too.
    if (tally.goneOnFrom.has(prev)) tally.forks += 1;
    tally.goneOnFrom.add(prev);
    const other = members.get(seen);
    if (seen === '') continue;
    if (other === undefined || other.device === device) found('seen');
    else if (other.place > place) found('order');
  }
  return {
    devices: [...devices].map(([device, tally]) => reportOf(device, tally)),
    breaks,
    unreadable,
  };
}

/** What a machine said, without when it was told: relays that are told apart each write it down, under one id. */
function machineForm(entry: object): string {
  return canonicalForm({
    ...entry,
    happenedAtMs: undefined,
    posted: undefined,
    wallMs: undefined,
  });
}

interface DeviceTally {
  readonly people: Set<string>;
  readonly goneOnFrom: Set<string>;
  entries: number;
  unchained: number;
  forks: number;
  breaks: number;
}

function newTally(): DeviceTally {
  return {
    people: new Set(),
    goneOnFrom: new Set(),
    entries: 0,
    unchained: 0,
    forks: 0,
    breaks: 0,
  };
}

function reportOf(device: string, tally: DeviceTally): DeviceReport {
  const { people, entries, unchained, forks, breaks } = tally;
  const state = breaks > 0 ? 'broken' : unchained === entries ? 'unchained' : 'intact';
  return { device, people: [...people], state, entries, unchained, forks };
}
