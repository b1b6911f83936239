import fc from 'fast-check';
import { bodyStart } from '../markdown/front-matter.ts';
import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { readRunbook, renameRunbook, setRunbookOwners, setRunbookTags } from '../model/runbook.ts';
import type { DocumentName } from '../protocol/names.ts';
import { applyImport } from './apply-import.ts';
import { exportedText } from './exported-text.ts';
import { planExport } from './plan-export.ts';
import { type ImportDecision, type ImportFile, planRunbookImport } from './plan-import.ts';
import { refusePath } from './source-path.ts';

const line = fc.oneof(
  fc.constantFrom(
    '',
    '# Title  ',
    '\t- [ ] step',
    '```sh',
    '---',
    'title: x',
    '{{< hint >}}',
    '😀🏴‍☠️',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', '')),
);
const text = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.constantFrom('', '---\r\ntitle: "A: b"\r\n---\r\n', '+++\nx = 1\n+++\n', '---\n: [\n---\n'),
    fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r', '\n\n')), { maxLength: 10 }),
    line,
  )
  .map(
    ([mark, frontMatter, lines, last]) =>
      mark + frontMatter + lines.map((pair) => pair.join('')).join('') + last,
  );
const path = fc
  .array(fc.stringMatching(/^[a-z0-9][a-z0-9 _.-]{0,8}[a-z0-9]$/), { minLength: 1, maxLength: 3 })
  .map((parts) => `${parts.join('/')}.md`)
  // Folders named like files are the export's own test.
  .filter((whole) => !/\.md\//.test(whole));
const files = fc.uniqueArray(
  fc.record({ path, bytes: text.map((words): Uint8Array => encodeUtf8(words)) }),
  { selector: (file) => file.path, maxLength: 6 },
);

type Replica = Map<DocumentName, Y.Doc>;

function importInto(replica: Replica, given: readonly ImportFile[]): readonly ImportDecision[] {
  const decisions = planRunbookImport({
    root: 'ops',
    files: given,
    existing: (name) => {
      const doc = replica.get(name);
      return doc === undefined ? undefined : readRunbook(doc);
    },
  });
  for (const decision of decisions) {
    if (decision.kind === 'skip') continue;
    const doc = replica.get(decision.name) ?? new Y.Doc();
    replica.set(decision.name, doc);
    applyImport(doc, decision, 1_000, 'Ana');
  }
  return decisions;
}

/** What another replica would have: only what the wire carries. */
function sent(replica: Replica, into: Replica = new Map()): Replica {
  for (const [name, doc] of replica) {
    const copy = into.get(name) ?? new Y.Doc();
    into.set(name, copy);
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  }
  return into;
}

function exported(replica: Replica): ReadonlyMap<string, readonly number[]> {
  const documents = [...replica].map(([name, doc]) => ({ name, ...readRunbook(doc) }));
  const written = planExport(documents, { portable: false });
  return new Map(written.map((file) => [file.path, [...file.bytes]]));
}

function expected(given: readonly ImportFile[]): ReadonlyMap<string, readonly number[]> {
  return new Map(given.map((file) => [`ops/${file.path}`, [...file.bytes]]));
}

describe('import and export', () => {
  it('give back the same bytes, also on another replica', () => {
    fc.assert(
      fc.property(files, (given) => {
        const replica: Replica = new Map();
        importInto(replica, given);
        expect(exported(sent(replica))).toEqual(expected(given));
      }),
    );
  });

  it('importing the same files again changes nothing', () => {
    fc.assert(
      fc.property(files, (given) => {
        const replica: Replica = new Map();
        importInto(replica, given);
        const before = [...replica].map(([name, doc]) => [name, Y.encodeStateAsUpdate(doc)]);
        const kinds = importInto(replica, given).map((decision) => decision.kind);
        expect(kinds).toEqual(given.map(() => 'unchanged'));
        const after = [...replica].map(([name, doc]) => [name, Y.encodeStateAsUpdate(doc)]);
        expect(after).toEqual(before);
      }),
    );
  });

  it('changed files become exactly the new bytes, and leave the others alone', () => {
    fc.assert(
      fc.property(files, text, (given, words) => {
        const replica: Replica = new Map();
        importInto(replica, given);
        const next = given.map((file, at) =>
          at === 0 ? { ...file, bytes: encodeUtf8(words) } : file,
        );
        const kinds = importInto(replica, next).map((decision) => decision.kind);
        expect(kinds.filter((kind) => kind !== 'unchanged').length).toBeLessThanOrEqual(1);
        expect(exported(sent(replica))).toEqual(expected(next));
      }),
    );
  });

  it('two who import the same files, and then merge, have each text once', () => {
    fc.assert(
      fc.property(files, (given) => {
        const [ana, bo]: readonly [Replica, Replica] = [new Map(), new Map()];
        importInto(ana, given);
        importInto(bo, given);
        sent(ana, bo);
        sent(bo, ana);
        expect(exported(ana)).toEqual(expected(given));
        expect(exported(bo)).toEqual(expected(given));
      }),
    );
  });
});

describe('what was set in Holdfast', () => {
  const word = fc.oneof(
    fc.constantFrom('db', 'a, b', 'A: b', '#1', "Ana's", '"x"', 'null', '2024', '- x', '😀', '[y'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
  );
  const sets = fc.record(
    {
      title: word,
      owners: fc.array(word, { maxLength: 3 }),
      tags: fc.array(word, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  );
  type Sets = typeof sets extends fc.Arbitrary<infer Value> ? Value : never;

  function setAll(replica: Replica, { title, owners, tags }: Sets): void {
    for (const doc of replica.values()) {
      if (title !== undefined) renameRunbook(doc, title, 2_000, 'Ana');
      if (owners !== undefined) setRunbookOwners(doc, owners, 2_000, 'Ana');
      if (tags !== undefined) setRunbookTags(doc, tags, 2_000, 'Ana');
    }
  }

  function shown(replica: Replica): readonly unknown[] {
    return [...replica].map(([name, doc]) => {
      const { title, owners, tags } = readRunbook(doc);
      return { name, title, owners, tags };
    });
  }

  /** The files of an export, below the folder that was imported; and whether a field had to be left out. */
  function exportFiles(replica: Replica) {
    const documents = [...replica].map(([name, doc]) => ({ name, ...readRunbook(doc) }));
    const written = planExport(documents, { portable: false });
    return {
      files: written.map((file) => ({ path: file.path.slice('ops/'.length), bytes: file.bytes })),
      isWhole: written.every((file) => file.leftOut === undefined),
    };
  }

  it('is the same after export and import elsewhere', () => {
    fc.assert(
      fc.property(files, sets, (given, wanted) => {
        const replica: Replica = new Map();
        importInto(replica, given);
        setAll(replica, wanted);
        const { files: written, isWhole } = exportFiles(replica);
        fc.pre(isWhole);
        const elsewhere: Replica = new Map();
        importInto(elsewhere, written);
        expect(new Set(shown(elsewhere))).toEqual(new Set(shown(replica)));
      }),
    );
  });

  it('is not taken for a foreign change when its own export comes back', () => {
    fc.assert(
      fc.property(files, sets, (given, wanted) => {
        const replica: Replica = new Map();
        importInto(replica, given);
        setAll(replica, wanted);
        const before = shown(replica);
        const { files: written } = exportFiles(replica);
        const kinds = importInto(replica, written).map((decision) => decision.kind);
        expect(kinds.every((kind) => kind === 'record' || kind === 'unchanged')).toBe(true);
        const again = importInto(replica, written).map((decision) => decision.kind);
        expect(again).toEqual(written.map(() => 'unchanged'));
        expect(shown(replica)).toEqual(before);
        expect(exportFiles(replica).files).toEqual(written);
      }),
    );
  });

  it('is left out, and said to be, only where front matter cannot be read', () => {
    fc.assert(
      fc.property(files, sets, (given, wanted) => {
        const replica: Replica = new Map();
        importInto(replica, given);
        setAll(replica, wanted);
        for (const doc of replica.values()) {
          const { besideText, frontMatterProblem, body } = readRunbook(doc);
          const { leftOut } = exportedText({ body, besideText });
          // To YAML a carriage return by itself ends no line: what stands there may not be changed.
          const hasLoneReturn = /\r(?!\n)/u.test(body.slice(0, bodyStart(body)));
          if (frontMatterProblem === undefined && hasLoneReturn) continue;
          if (frontMatterProblem === undefined) expect(leftOut).toEqual([]);
          else expect(leftOut).toEqual(besideText.map((field) => field.name));
        }
      }),
    );
  });
});

describe('planExport', () => {
  it('gives unique, safe paths for whatever documents say', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc
        .array(fc.constantFrom('..', '.', 'a.md', 'A.MD', 'con', 'runbooks', 'x', ''), {
          maxLength: 4,
        })
        .map((parts) => parts.join('/')),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(odd, odd), { maxLength: 20 }), (given) => {
        const written = planExport(
          given.map(([sourcePath, title], at) => ({
            name: `runbook:${at}`,
            sourcePath,
            title,
            body: '',
            besideText: [],
          })),
        ).map((file) => file.path);
        const keys = written.map((one) => one.normalize('NFC').toLowerCase());
        expect(written.length).toBe(given.length);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) {
          expect(refusePath(key)).toBeUndefined();
          expect(keys.some((other) => other.startsWith(`${key}/`))).toBe(false);
        }
      }),
    );
  });
});
