/**
 * What people were told of each of their marks. A mark is a word that one person typed once; it is
 * the unit in which loss is counted.
 */
export interface Ledger {
  /** A mark is in an editor on this device. */
  typed(mark: string, device: string): void;
  /** A page of the device showed `words` when these marks had been in its editor for a moment. */
  said(device: string, marks: readonly string[], words: string): void;
  /** The tab ended that had these marks: those not yet said to be stored may be gone. */
  tabDied(marks: readonly string[]): void;
  /** The device and all it stored is gone: marks not said to be on a relay may be gone. */
  deviceLost(device: string): void;
  /** One relay's disk was emptied: one place fewer, until something newer is known. */
  diskLost(): void;
  /** Compares with what the relays' disks hold, each a set of marks. */
  checkDisks(disks: readonly ReadonlySet<string>[]): readonly Falsehood[];
  /** Compares with what is there when everything has healed. */
  checkEnd(present: ReadonlySet<string>): EndReport;
}

export interface Falsehood {
  readonly mark: string;
  readonly device: string;
  readonly said: string;
  readonly found: string;
}

export interface EndReport {
  readonly marks: number;
  /** Typed, and neither there nor excused by a death that the words had warned of. */
  readonly lost: readonly Falsehood[];
  /** Gone with a tab or device before anything was promised for them. */
  readonly excused: number;
}

/** -1: nothing was promised. 0: this device. n: so many relays. */
type Level = number;

interface Entry {
  readonly device: string;
  level: Level;
  words: string;
  disksLostSince: number;
  excused: boolean;
}

/** How many places the words at the top of a page promise. Unknown words promise nothing. */
export function promisedBy(words: string): Level {
  const relays = /^Saved on (\d+)/u.exec(words)?.[1];
  if (relays !== undefined) return Number(relays);
  return words.startsWith('On this device only') ? 0 : -1;
}

export function createLedger(): Ledger {
  const entries = new Map<string, Entry>();

  function promised(entry: Entry): Level {
    return entry.level <= 0 ? entry.level : Math.max(0, entry.level - entry.disksLostSince);
  }

  function excuse(entry: Entry, below: Level): void {
    if (promised(entry) < below) entry.excused = true;
  }

  return {
    typed(mark, device) {
      entries.set(mark, { device, level: -1, words: '', disksLostSince: 0, excused: false });
    },
    said(device, marks, words) {
      const level = promisedBy(words);
      for (const mark of marks) {
        const entry = entries.get(mark);
        if (entry === undefined || entry.device !== device || level <= entry.level) continue;
        entry.level = level;
        entry.words = words;
      }
    },
    tabDied(marks) {
      for (const mark of marks) {
        const entry = entries.get(mark);
        if (entry !== undefined) excuse(entry, 0);
      }
    },
    deviceLost(device) {
      for (const entry of entries.values()) if (entry.device === device) excuse(entry, 1);
    },
    diskLost() {
      for (const entry of entries.values()) if (entry.level > 0) entry.disksLostSince += 1;
    },
    checkDisks(disks) {
      const found: Falsehood[] = [];
      for (const [mark, entry] of entries) {
        const places = disks.filter((disk) => disk.has(mark)).length;
        if (places >= promised(entry)) continue;
        found.push(falsehood(mark, entry, `on ${places} disks`));
      }
      return found;
    },
    checkEnd(present) {
      const lost: Falsehood[] = [];
      let excused = 0;
      for (const [mark, entry] of entries) {
        if (present.has(mark)) continue;
        if (entry.excused) excused += 1;
        else lost.push(falsehood(mark, entry, 'nowhere'));
      }
      return { marks: entries.size, lost, excused };
    },
  };
}

function falsehood(mark: string, { device, words }: Entry, found: string): Falsehood {
  return { mark, device, said: words === '' ? 'nothing yet' : words, found };
}
