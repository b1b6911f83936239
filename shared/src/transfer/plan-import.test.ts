import { encodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { textHash } from '../model/ids.ts';
import { createRunbook, readRunbook, renameRunbook, replaceBody } from '../model/runbook.ts';
import { admit } from '../replica/admission.ts';
import { liveLimits } from '../replica/admission-limits.ts';
import { applyImport } from './apply-import.ts';
import { maxFileBytes } from './file-text.ts';
import { buildInitialUpdate } from './initial-update.ts';
import { exportPlaces, planExport } from './plan-export.ts';
import {
  type ConflictChoice,
  type ImportDecision,
  planRunbookImport,
  runbookForFile,
  settleConflict,
} from './plan-import.ts';

function planOne(path: string, content: string | Uint8Array, doc?: Y.Doc): ImportDecision {
  const bytes = typeof content === 'string' ? encodeUtf8(content) : content;
  const [decision] = planRunbookImport({
    root: 'ops',
    files: [{ path, bytes }],
    existing: () => (doc === undefined ? undefined : readRunbook(doc)),
  });
  if (decision === undefined) throw new Error('one file gives one decision');
  return decision;
}

function importInto(doc: Y.Doc, content: string, nowMs = 1_000): ImportDecision {
  const decision = planOne('a.md', content, doc);
  applyImport(doc, decision, nowMs, 'Ana');
  return decision;
}

describe('what cannot be imported', () => {
  it.each([
    ['a.txt', 'text', 'not-markdown'],
    ['md', 'text', 'not-markdown'],
    ['a//b.md', 'text', 'unsafe-path'],
    ['/a.md', 'text', 'unsafe-path'],
    ['a/../../b.md', 'text', 'unsafe-path'],
    ['./a.md', 'text', 'unsafe-path'],
    ['a\\b.md', 'text', 'unsafe-path'],
    ['a\nb.md', 'text', 'unsafe-path'],
    [`${'한'.repeat(90)}.md`, 'text', 'name-too-long'],
    [`${'folder/'.repeat(200)}a.md`, 'text', 'name-too-long'],
    ['a.md', 'a\0b', 'nul-bytes'],
    ['a.md', new Uint8Array(maxFileBytes + 1).fill(97), 'too-large'],
    ['a.md', Uint8Array.of(0xff, 0xfe, 0x41), 'not-utf-8'],
    ['a.md', Uint8Array.of(0x41, 0xed, 0xa0, 0x80), 'not-utf-8'],
    ['a.md', Uint8Array.of(0xc0, 0xaf), 'not-utf-8'],
    ['a.md', Uint8Array.of(0x41, 0xf0, 0x9f, 0x98), 'not-utf-8'],
  ])('%j is skipped (%#)', (path, content, reason) => {
    const decision = planOne(path, content);
    expect(decision).toMatchObject({ kind: 'skip', path, reason });
  });

  it('does not keep the rest out', () => {
    const files = ['b.md', 'a.png', 'c/_index.md', 'a.md', 'README.markdown', 'a.md'].map(
      (path) => ({
        path,
        bytes: encodeUtf8('text'),
      }),
    );
    const kinds = planRunbookImport({ root: 'ops', files, existing: () => undefined }).map(
      (decision) => [decision.path, decision.kind],
    );
    expect(kinds).toEqual([
      ['README.markdown', 'create'],
      ['a.md', 'create'],
      ['a.md', 'skip'],
      ['a.png', 'skip'],
      ['b.md', 'create'],
      ['c/_index.md', 'create'],
    ]);
  });
});

describe('importing again', () => {
  it('creates, then changes nothing', () => {
    const doc = new Y.Doc();
    expect(importInto(doc, '# A\r\n').kind).toBe('create');
    expect(readRunbook(doc)).toMatchObject({
      title: 'A',
      sourcePath: 'ops/a.md',
      createdAtMs: 1_000,
      createdBy: 'Ana',
      body: '# A\r\n',
    });
    const before = Y.encodeStateAsUpdate(doc);
    expect(importInto(doc, '# A\r\n', 2_000)).toMatchObject({
      kind: 'unchanged',
      editedHere: false,
    });
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('knows an empty file again', () => {
    const doc = new Y.Doc();
    expect(importInto(doc, '').kind).toBe('create');
    expect(importInto(doc, '').kind).toBe('unchanged');
  });

  it('keeps what was edited here while the file stayed as it was', () => {
    const doc = new Y.Doc();
    importInto(doc, 'one\ntwo\n');
    replaceBody(doc, 'one\ntwo, edited\n');
    expect(importInto(doc, 'one\ntwo\n')).toMatchObject({ kind: 'unchanged', editedHere: true });
    expect(readRunbook(doc).body).toBe('one\ntwo, edited\n');
  });

  it('changes only what changed in the file', () => {
    const doc = new Y.Doc();
    importInto(doc, 'one\ntwo\nthree\n');
    expect(importInto(doc, 'one\n2\nthree\n', 2_000)).toMatchObject({
      kind: 'change',
      editedHere: false,
    });
    expect(readRunbook(doc)).toMatchObject({
      body: 'one\n2\nthree\n',
      createdAtMs: 1_000,
      changedAtMs: 2_000,
      sourceHash: textHash('one\n2\nthree\n'),
    });
  });

  it('notes that an edit made here came back as a file', () => {
    const doc = new Y.Doc();
    importInto(doc, 'one\n');
    replaceBody(doc, 'one, edited\n');
    expect(importInto(doc, 'one, edited\n').kind).toBe('record');
    replaceBody(doc, 'one, edited twice\n');
    expect(importInto(doc, 'one, edited\n')).toMatchObject({ kind: 'unchanged' });
    expect(readRunbook(doc).body).toBe('one, edited twice\n');
  });
});

describe('a file that changed, and was edited here too', () => {
  const first = 'one\ntwo\nthree\n';
  const edited = (body = 'one\ntwo\nthree, edited\n'): Y.Doc => {
    const doc = new Y.Doc();
    importInto(doc, first);
    replaceBody(doc, body);
    return doc;
  };
  const plan = (doc: Y.Doc, file: string, base?: string): ImportDecision => {
    const [decision] = planRunbookImport({
      root: 'ops',
      files: [{ path: 'a.md', bytes: encodeUtf8(file) }],
      existing: () => ({ ...readRunbook(doc), base }),
    });
    if (decision === undefined) throw new Error('one file gives one decision');
    return decision;
  };

  it('in different places becomes both, and the file is the next base', () => {
    const doc = edited();
    const decision = plan(doc, 'ONE\ntwo\nthree\n', first);
    expect(decision.kind).toBe('merge');
    expect(applyImport(doc, decision, 3_000, 'Bo')).toBe(true);
    expect(readRunbook(doc)).toMatchObject({
      body: 'ONE\ntwo\nthree, edited\n',
      sourceHash: textHash('ONE\ntwo\nthree\n'),
    });
    expect(plan(doc, 'ONE\ntwo\nthree\n')).toMatchObject({ kind: 'unchanged', editedHere: true });
  });

  it.each([
    ['in the same place', first, 'same-lines'],
    ['since a time that is not known any more', undefined, 'no-base'],
    ['since another time than is remembered', 'something else\n', 'no-base'],
  ])('%s is a conflict: nothing changes, and it is one again the next time', (_, base, why) => {
    const doc = edited();
    const before = Y.encodeStateAsUpdate(doc);
    for (let n = 0; n < 2; n += 1) {
      const decision = plan(doc, 'one\ntwo\n3\n', base);
      expect(decision).toMatchObject({ kind: 'conflict', why, here: 'one\ntwo\nthree, edited\n' });
      expect(applyImport(doc, decision, 3_000, 'Bo')).toBe(false);
    }
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it('keeps what is set beside the text and said by the file', () => {
    const doc = new Y.Doc();
    importInto(doc, '# One\n\ntext\n');
    renameRunbook(doc, 'Set here', 1_500, 'Ana');
    const file = '---\ntitle: Set here\n---\n# One\n\ntext\n';
    importInto(doc, file);
    replaceBody(doc, '# One\n\ntext, edited\n');
    const decision = plan(doc, file.replace('Set here', 'Set there'), file);
    expect(decision.kind).toBe('merge');
    applyImport(doc, decision, 3_000, 'Bo');
    expect(readRunbook(doc)).toMatchObject({
      title: 'Set there',
      body: '---\ntitle: Set there\n---\n# One\n\ntext, edited\n',
    });
  });

  const settled = (choice: ConflictChoice) => {
    const doc = edited();
    const copy = new Y.Doc();
    const file = '# One\ntwo\n3\n';
    for (const decision of settleConflict(plan(doc, file), choice)) {
      applyImport(decision.kind === 'copy' ? copy : doc, decision, 3_000, 'Bo');
    }
    // Settled is settled: the same file asks nothing again.
    expect(plan(doc, file).kind).toBe('unchanged');
    return { body: readRunbook(doc).body, copy: readRunbook(copy) };
  };

  it('is settled as somebody chooses', () => {
    const here = 'one\ntwo\nthree, edited\n';
    expect(settled('ours')).toMatchObject({ body: here, copy: { body: '' } });
    expect(settled('theirs')).toMatchObject({ body: '# One\ntwo\n3\n', copy: { body: '' } });
    expect(settled('both')).toMatchObject({
      body: here,
      copy: { body: '# One\ntwo\n3\n', title: 'One (from the file)', sourcePath: '' },
    });
  });
});

describe('a file that an export made', () => {
  const id = '0'.repeat(26);
  const other = { name: `runbook:${id}`, sourcePath: '', title: 'DNS loss' };

  it('keeps its links between runbooks when it comes back, changed or not', () => {
    const doc = new Y.Doc();
    importInto(doc, 'one\n');
    const target = runbookForFile('ops', 'a.md');
    const name = target.ok ? target.name : '';
    const body = `one, see [DNS](/runbooks/${id}#meaning)\n`;
    replaceBody(doc, body);
    const places = exportPlaces([{ ...readRunbook(doc), name }, other]);
    const exported = 'one, see [DNS](../runbooks/dns-loss.md#meaning)\n';
    const [file] = planExport([
      { ...readRunbook(doc), name },
      { ...other, body: '', besideText: [] },
    ]);
    expect(file?.bytes).toEqual(encodeUtf8(exported));
    const again = (text: string) => {
      const files = [{ path: 'a.md', bytes: encodeUtf8(text) }];
      const decisions = planRunbookImport({
        root: 'ops',
        files,
        existing: () => readRunbook(doc),
        places,
      });
      for (const decision of decisions) applyImport(doc, decision, 2_000, 'Bo');
      return [decisions[0]?.kind, readRunbook(doc).body];
    };
    expect(again(exported)).toEqual(['record', body]);
    expect(again(exported)).toEqual(['unchanged', body]);
    expect(again(`${exported}two\n`)).toEqual(['change', `${body}two\n`]);
  });

  it('of a runbook that was written here changes that one, and makes no second', () => {
    const doc = new Y.Doc();
    createRunbook(doc, { title: 'DNS loss', body: '# DNS loss\n' }, 1_000, 'Ana');
    const places = exportPlaces([other]);
    const again = (text: string) => {
      const files = [{ path: 'dns-loss.md', bytes: encodeUtf8(text) }];
      const [decision] = planRunbookImport({
        root: 'runbooks',
        files,
        existing: () => readRunbook(doc),
        places,
      });
      if (decision !== undefined) applyImport(doc, decision, 2_000, 'Bo');
      return decision;
    };
    expect(again('# DNS loss\n')).toMatchObject({ kind: 'record', name: other.name });
    expect(again('# DNS loss\n\nmore\n')).toMatchObject({ kind: 'change', name: other.name });
  });
});

describe('a file that says what was set beside the text', () => {
  const renamed = (): Y.Doc => {
    const doc = new Y.Doc();
    importInto(doc, '# One\n');
    renameRunbook(doc, 'Set here', 1_500, 'Ana');
    return doc;
  };
  const file = '---\ntitle: Set here\n---\n# One\n';

  it('is no foreign change, and an older copy of it overwrites nothing', () => {
    const doc = renamed();
    expect(importInto(doc, file).kind).toBe('record');
    expect(importInto(doc, file)).toMatchObject({ kind: 'unchanged', editedHere: false });
    renameRunbook(doc, 'Set again', 1_500, 'Ana');
    expect(importInto(doc, file)).toMatchObject({ kind: 'unchanged', editedHere: true });
    expect(readRunbook(doc)).toMatchObject({ title: 'Set again', body: '# One\n' });
  });

  it('takes the place of what was set when it was changed since', () => {
    const doc = renamed();
    importInto(doc, file);
    expect(importInto(doc, `${file}more\n`)).toMatchObject({ kind: 'change', editedHere: false });
    expect(readRunbook(doc)).toMatchObject({ title: 'Set here', titleFrom: 'front-matter' });
    importInto(doc, '# One\nmore\n');
    expect(readRunbook(doc).title).toBe('One');
  });
});

describe('the largest file', () => {
  it('fits one live update', () => {
    const folder = `${'x'.repeat(250)}/`;
    const decision = planOne(`${folder.repeat(4)}a.md`, new Uint8Array(maxFileBytes).fill(97));
    if (decision.kind !== 'create') throw new Error('the largest file is imported');
    expect(admit(decision.update, new Map(), liveLimits)).toMatchObject({ kind: 'admitted' });
  });
});

describe('the same file from two people', () => {
  it('is the same bytes for ever', () => {
    const update = buildInitialUpdate('ops/a.md', '# A 😀\r\n');
    expect(textHash(Array.from(update).join(','))).toBe('2mptyaqc6xws3edk7aqykqvc6k');
  });

  it('is one document with one text', () => {
    const [ana, bo] = [new Y.Doc(), new Y.Doc()];
    importInto(ana, '# A\ntext\n', 1_000);
    importInto(bo, '# A\ntext\n', 2_000);
    replaceBody(bo, '# A\ntext, edited\n');
    Y.applyUpdate(ana, Y.encodeStateAsUpdate(bo));
    Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana));
    expect(readRunbook(ana).body).toBe('# A\ntext, edited\n');
    expect(readRunbook(bo)).toEqual(readRunbook(ana));
  });

  it('has the same name, whoever imports it', () => {
    expect(runbookForFile('ops', 'x/a.md')).toEqual(runbookForFile('', 'ops/x/a.md'));
    expect(runbookForFile('ops', 'x/a.md')).not.toEqual(runbookForFile('ops', 'x/b.md'));
  });
});
