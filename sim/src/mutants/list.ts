import type { Mutant } from './mutant.ts';

const engine = (file: string): string => `shared/src/replica/${file}`;
const seeds = (...numbers: readonly number[]): Mutant['killers'] => ({
  kind: 'seeds',
  seeds: numbers,
});
const test = (file: string, title: string): Mutant['killers'] => ({ kind: 'test', file, title });

/** Bugs that were made, or nearly made, by this engine and its kind. */
export const mutants: readonly Mutant[] = [
  {
    name: 'acknowledges before the disk has it',
    file: engine('commits.ts'),
    find: 'await this.#deps.store.write(group.rows);',
    replace: 'void this.#deps.store.write(group.rows).catch(() => undefined);',
    killers: seeds(1, 2, 3),
  },
  {
    name: 'takes a failed write for a good one',
    file: engine('commits.ts'),
    find: 'await this.#deps.store.write(group.rows);',
    replace: 'await this.#deps.store.write(group.rows).catch(() => undefined);',
    killers: seeds(2, 5, 6),
  },
  {
    name: 'writes the cursor before what it speaks for',
    file: engine('commits.ts'),
    find: 'await this.#deps.store.write(group.rows);',
    replace:
      'await this.#deps.store.write(group.rows.slice(-1)); await this.#deps.store.write(group.rows);',
    killers: seeds(1, 2, 3),
  },
  {
    name: 'takes edits before what they build on',
    file: engine('admission.ts'),
    find: "if (scan.missing) return { kind: 'missing' };",
    replace: '',
    killers: seeds(5, 8, 10, 12),
  },
  {
    name: 'goes on under the boot it had before',
    file: engine('journal-open.ts'),
    find: 'const identity = withBoot(before, deps.newId(), firstLsn);',
    replace: 'const identity = stored ?? withBoot(before, deps.newId(), firstLsn);',
    killers: seeds(8, 9),
  },
  {
    name: 'digests state vectors, which show no deletions',
    file: engine('digest.ts'),
    find: 'const { update } = await deps.heavy.compact',
    replace: 'const { stateVector: update } = await deps.heavy.compact',
    killers: test('sim/src/spec/digest.test.ts', 'lost deletion'),
  },
  {
    name: 'counts a relay that has received an edit, not its disk',
    file: engine('outbox.ts'),
    find: 'deps.stores.holders(item.positions).length',
    replace: 'item.positions.size',
    killers: seeds(1, 2, 5),
  },
  {
    name: 'marks the whole document as saved when one edit of it is',
    file: engine('outbox.ts'),
    find: 'item.positions.set(store, position);',
    replace:
      'for (const one of items) if (one.doc === item.doc) one.positions.set(store, position);',
    killers: seeds(2, 12),
  },
  {
    name: 'cuts off the log without folding it',
    file: engine('compaction.ts'),
    find: 'if (stopped || !(await compactOrNote(doc))) return;',
    replace: 'if (stopped) return;',
    killers: seeds(1, 3, 5),
  },
  {
    name: 'cuts off what readers have not read, and does not say so',
    file: engine('journal.ts'),
    find: 'const trimmedLsn = Math.max(this.#identity.trimmedLsn, oldest.firstLsn + oldest.count - 1);',
    replace: 'const { trimmedLsn } = this.#identity;',
    killers: seeds(1, 11),
  },
  {
    name: 'lets anybody speak for a client in presence',
    file: engine('presence.ts'),
    find: 'if (known.owner !== undefined && known.owner !== owner) continue;',
    replace: '',
    killers: test('sim/src/spec/presence.test.ts', 'PR1'),
  },
  {
    name: 'still counts the disk of a wiped relay',
    file: engine('stores.ts'),
    find: 'stores.delete(namesake.store);',
    replace: '',
    killers: test('sim/src/spec/outbox.test.ts', 'OB4'),
  },
  {
    name: 'adopts a mark over what it could not take',
    file: engine('feed-reader.ts'),
    find: 'if (this.#holes.size > 0) this.#waitingMark = held;',
    replace: 'if (this.#holes.size < 0) this.#waitingMark = held;',
    killers: test('sim/src/spec/feed.test.ts', 'FE4'),
  },
  {
    name: 'forgets what came while it waited for an answer',
    file: engine('feed-reader.ts'),
    find: 'if ([...this.#holes.values()].includes(doc)) this.#moreCame.add(doc);',
    replace: 'if ([...this.#holes.values()].includes(doc)) return;',
    killers: test('shared/src/replica/feed-reader.test.ts', ''),
  },
  {
    name: 'retries without jitter',
    file: engine('dialer.ts'),
    find: 'deps.random.fraction() * ceilingMs',
    replace: 'ceilingMs',
    killers: test('sim/src/spec/dialer.test.ts', 'DI4'),
  },
  {
    name: 'takes records that fail their checksum',
    file: engine('checksum.ts'),
    find: 'return crc32(payload) === expected ? payload : undefined;',
    replace: 'return expected >= 0 ? payload : undefined;',
    killers: seeds(8, 12),
  },
  {
    name: 'admits whatever comes over a link',
    file: engine('rooms.ts'),
    find: 'return settle(open, admit(update, open.clocks, limits), options, inTurn);',
    replace:
      "{ const judged = admit(update, open.clocks, limits); const isLink = options.via !== undefined && 'peer' in options.via; return settle(open, judged.kind === 'admitted' || !isLink ? judged : { kind: 'admitted', update, content: 'new', hasDeletes: true, newStructs: true, endClocks: [], plain: true }, options, inTurn); }",
    killers: seeds(12, 10, 8, 7),
  },
  {
    name: 'tells of its disk what it has in memory',
    file: engine('durable-news.ts'),
    find: 'vector: journal.durable() };',
    replace: 'vector: journal.held() };',
    killers: seeds(1, 2, 3),
  },
  {
    name: 'keeps no row of the outbox',
    file: engine('rooms.ts'),
    find: 'options.extra?.(update));',
    replace: '(options.extra?.(update), undefined));',
    killers: seeds(2),
  },
  {
    name: 'claims after damage what it claimed before',
    file: engine('journal.ts'),
    find: 'this.#foreign.forget();\n    this.#bootOnDisk = false;',
    replace: 'this.#bootOnDisk = false;',
    killers: test('sim/src/spec/repair.test.ts', 'a new boot begins, and the document is whole'),
  },
  {
    name: 'reads on in the numbers of another boot',
    file: engine('journal-rows.ts'),
    find: 'Math.min(position.lsn, next.firstLsn - 1)',
    replace: 'position.lsn',
    killers: seeds(15),
  },
  {
    name: 'folds what is not yet on disk',
    file: engine('compaction.ts'),
    find: 'index?.tail.filter((lsn) => lsn <= durableLsn).pop();',
    replace: 'index?.tail.slice().pop();',
    killers: test('sim/src/spec/compaction.test.ts', 'CO1'),
  },
  {
    name: 'takes what is settled for safe whatever a relay loses',
    file: engine('outbox.ts'),
    find: 'const lost = settled.filter((item) => holders(item) < wanted);',
    replace: 'const lost: Item[] = [];',
    killers: seeds(8, 9),
  },
  {
    name: 'offers nothing to relays that lack what it has',
    file: engine('link-reader.ts'),
    find: "send({ type: 'offer', ...offer });",
    replace: 'void offer;',
    killers: test('sim/src/spec/repair.test.ts', 'RE6'),
  },
  {
    name: 'takes an unsaved edit that came back from a relay for one of others',
    file: engine('own-edits.ts'),
    find: "if (settled.kind === 'contained')",
    replace: "if (settled.kind === 'missing')",
    killers: test('sim/src/spec/outbox.test.ts', 'OB10'),
  },
  {
    name: 'takes a deletion for saved because somebody else made it too',
    file: engine('own-edits.ts'),
    find: "size === 'edit' && isDeletion(update)",
    replace: 'isDeletion(update) && size.length === 0',
    killers: seeds(203899),
  },
  {
    name: 'answers "saved" to a tab before the disk has it',
    file: engine('sync-session.ts'),
    find: 'void replica.whenDurable().then(() => {',
    replace: 'void Promise.resolve().then(() => {',
    killers: seeds(1),
  },
];
