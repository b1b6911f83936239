import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import {
  readRunbook,
  runbookTemplate,
  archiveRunbook,
  createRunbook,
  duplicateRunbook,
  renameRunbook,
  replaceBody,
  restoreRunbook,
  setRunbookOwners,
  setRunbookTags,
  setRunbookTemplate,
  touchRunbook,
} from './runbook.ts';
import { reviewRunbook } from './review.ts';

function made(body = runbookTemplate): Y.Doc {
  const doc = new Y.Doc();
  expect(createRunbook(doc, { title: 'DNS failover', body }, 1_000, 'Ana')).toEqual({
    ok: true,
    changed: true,
  });
  return doc;
}

describe('a list of many tags in the text', () => {
  const textWith = (count: number): string =>
    `---\ntags: [${Array.from({ length: count }, (_, n) => `tag-${n}`).join(', ')}]\n---\n\n# Many\n`;

  it('keeps all others when one is removed', () => {
    const doc = imported(textWith(200));
    const { tags } = readRunbook(doc);
    expect(tags).toHaveLength(200);
    expect(setRunbookTags(doc, tags.slice(1), 2_000, 'Ana')).toEqual({ ok: true, changed: true });
    expect(readRunbook(doc).tags).toEqual(tags.slice(1));
  });

  it('is refused in words beyond the limit, and stays as it is', () => {
    for (const count of [600, 1_500]) {
      const doc = imported(textWith(count));
      const before = readRunbook(doc).body;
      expect(setRunbookTags(doc, readRunbook(doc).tags.slice(1), 2_000, 'Ana')).toMatchObject({
        ok: false,
        problem: 'At most 500 tags.',
      });
      expect(readRunbook(doc).body).toBe(before);
    }
  });
});

function imported(body: string, sourcePath = ''): Y.Doc {
  const doc = new Y.Doc();
  doc.getText('body').insert(0, body);
  if (sourcePath !== '') doc.getMap('meta').set('sourcePath', sourcePath);
  return doc;
}

function updates(doc: Y.Doc): { count: number } {
  const seen = { count: 0 };
  doc.on('update', () => (seen.count += 1));
  return seen;
}

describe('readRunbook', () => {
  it('reads what createRunbook wrote', () => {
    expect(readRunbook(made())).toEqual({
      title: 'DNS failover',
      titleFrom: 'meta',
      owners: [],
      components: [],
      fileReviewedAtMs: 0,
      alerts: [],
      aliases: [],
      tags: [],
      archived: false,
      template: false,
      createdAtMs: 1_000,
      createdBy: 'Ana',
      changedAtMs: 1_000,
      changedBy: 'Ana',
      sourcePath: '',
      sourceHash: '',
      besideText: [{ name: 'title', value: 'DNS failover' }],
      body: runbookTemplate,
    });
  });

  it.each([
    ['---\ntitle: From front matter\n---\n# Heading\n', 'x/File.md', 'From front matter'],
    ['# Heading\n', 'x/File.md', 'Heading'],
    ['no heading\n', 'x/File.md', 'File'],
    ['', 'x/network/_index.md', 'network'],
    ['', '', 'Untitled runbook'],
  ])('takes the title of %j at %j: %s', (body, path, title) => {
    expect(readRunbook(imported(body, path)).title).toBe(title);
  });

  it('takes owners and tags from front matter until they are set', () => {
    const doc = imported('---\nowner: storage\ntags: [db, postgres]\n---\n');
    expect(readRunbook(doc)).toMatchObject({ owners: ['storage'], tags: ['db', 'postgres'] });
    setRunbookOwners(doc, [], 1, 'Ana');
    setRunbookTags(doc, [' db ', 'db', 'dr'], 1, 'Ana');
    expect(readRunbook(doc)).toMatchObject({ owners: [], tags: ['db', 'dr'] });
  });

  it('survives fields that another version wrote', () => {
    const doc = imported('# Heading\n');
    const meta = doc.getMap('meta');
    meta.set('title', new Y.Text('rich'));
    meta.set('owners', 'not a list');
    meta.set('tags', ['a', 7, null]);
    meta.set('archived', 'yes');
    meta.set('changedAtMs', Number.NaN);
    meta.set('future', { deep: true });
    expect(readRunbook(doc)).toMatchObject({
      title: 'Heading',
      owners: [],
      tags: ['a'],
      archived: false,
      template: false,
      changedAtMs: 0,
    });
    expect(renameRunbook(doc, 'New', 5, 'Ana')).toEqual({ ok: true, changed: true });
    expect(meta.get('future')).toEqual({ deep: true });
  });
});

describe('commands', () => {
  it('offer a runbook as a template, and stop to', () => {
    const doc = made();
    expect(setRunbookTemplate(doc, true, 2_000, 'Bo')).toEqual({ ok: true, changed: true });
    expect(readRunbook(doc)).toMatchObject({ template: true, changedBy: 'Bo' });
    expect(setRunbookTemplate(doc, true, 3_000, 'Bo')).toEqual({ ok: true, changed: false });
    setRunbookTemplate(doc, false, 4_000, 'Bo');
    expect(readRunbook(doc).template).toBe(false);
  });

  it('write one update each, and note who and when', () => {
    const doc = made();
    const seen = updates(doc);
    renameRunbook(doc, '  DNS \n failover, again ', 2_000, 'Bo');
    expect(seen.count).toBe(1);
    expect(readRunbook(doc)).toMatchObject({
      title: 'DNS failover, again',
      createdBy: 'Ana',
      changedAtMs: 2_000,
      changedBy: 'Bo',
    });
    touchRunbook(doc, 3_000, 'Cy');
    expect(seen.count).toBe(2);
    expect(readRunbook(doc)).toMatchObject({ changedAtMs: 3_000, changedBy: 'Cy' });
  });

  it('write nothing when nothing would change', () => {
    const doc = made();
    archiveRunbook(doc, 2_000, 'Bo');
    const seen = updates(doc);
    expect(archiveRunbook(doc, 3_000, 'Cy')).toEqual({ ok: true, changed: false });
    expect(renameRunbook(doc, 'DNS failover', 3_000, 'Cy')).toEqual({ ok: true, changed: false });
    expect(setRunbookTags(doc, [], 3_000, 'Cy')).toEqual({ ok: true, changed: false });
    expect(replaceBody(doc, runbookTemplate)).toEqual({ ok: true, changed: false });
    expect(seen.count).toBe(0);
    expect(restoreRunbook(doc, 4_000, 'Bo')).toEqual({ ok: true, changed: true });
  });

  it('refuse what does not fit, and write nothing then', () => {
    const doc = made();
    const seen = updates(doc);
    expect(renameRunbook(doc, ' ', 1, 'Ana')).toMatchObject({ reason: 'title-empty' });
    expect(renameRunbook(doc, 'x'.repeat(201), 1, 'Ana')).toMatchObject({
      reason: 'title-too-long',
    });
    expect(setRunbookOwners(doc, ['x'.repeat(101)], 1, 'Ana')).toMatchObject({
      reason: 'item-too-long',
    });
    expect(createRunbook(doc, { title: 'Again' }, 1, 'Ana')).toMatchObject({ reason: 'exists' });
    expect(seen.count).toBe(0);
  });

  it('duplicate text, owners and tags under a new title, not the file', () => {
    const source = imported('---\ntitle: Zone loss\nowner: infra\n---\ntext\n', 'r/zone.md');
    const copy = new Y.Doc();
    expect(duplicateRunbook(source, copy, 9, 'Ana')).toEqual({ ok: true, changed: true });
    expect(readRunbook(copy)).toMatchObject({
      title: 'Zone loss (copy)',
      owners: ['infra'],
      sourcePath: '',
      body: '---\ntitle: Zone loss (copy)\nowner: infra\n---\ntext\n',
    });
    expect(duplicateRunbook(source, copy, 9, 'Ana')).toMatchObject({ reason: 'exists' });
  });
});

describe('title, owners and tags', () => {
  const set = (body: string, ...words: readonly string[]): Y.Doc => {
    const doc = imported(body);
    expect(setRunbookTags(doc, words, 1, 'Ana')).toMatchObject({ ok: true, changed: true });
    return doc;
  };

  it('are written where the front matter has them, in one update, and the register goes', () => {
    const doc = imported('---\r\ntitle: "Old: one"  # shown\r\ntags:\r\n  - db\r\n---\r\ntext\r\n');
    doc.getMap('meta').set('title', 'Set long ago');
    const seen = updates(doc);
    expect(renameRunbook(doc, 'New: two', 1, 'Ana')).toEqual({ ok: true, changed: true });
    setRunbookTags(doc, ['db', 'dr'], 1, 'Ana');
    expect(seen.count).toBe(2);
    expect(doc.getMap('meta').has('title')).toBe(false);
    expect(readRunbook(doc)).toMatchObject({
      title: 'New: two',
      titleFrom: 'front-matter',
      tags: ['db', 'dr'],
      besideText: [],
      body: '---\r\ntitle: "New: two"  # shown\r\ntags:\r\n  - db\r\n  - dr\r\n---\r\ntext\r\n',
    });
  });

  it('are kept beside a text that lacks them, until somebody writes them there', () => {
    const doc = set('---\nother: 1\n---\n', 'db');
    expect(readRunbook(doc)).toMatchObject({
      tags: ['db'],
      besideText: [{ name: 'tags', value: ['db'] }],
    });
    replaceBody(doc, '---\nother: 1\ntags: [dr]\n---\n');
    expect(readRunbook(doc)).toMatchObject({ tags: ['dr'], besideText: [] });
  });

  it('are no longer kept beside the text when set to what it says', () => {
    const doc = imported('# Heading\n');
    renameRunbook(doc, 'Other', 1, 'Ana');
    expect(readRunbook(doc).titleFrom).toBe('meta');
    renameRunbook(doc, 'Heading', 1, 'Ana');
    expect(readRunbook(doc)).toMatchObject({ title: 'Heading', titleFrom: 'heading' });
  });

  it.each(['tags: [a]', 'tags:\n  - a', 'tags: "a, b"'])(
    'that two add at once to %j are both there',
    (field) => {
      const ana = imported(`---\n${field}\n---\n`);
      const bo = new Y.Doc();
      Y.applyUpdate(bo, Y.encodeStateAsUpdate(ana));
      for (const [doc, tag] of [[ana, 'x'] as const, [bo, 'y'] as const])
        setRunbookTags(doc, [...readRunbook(doc).tags, tag], 1, 'Ana');
      Y.applyUpdate(ana, Y.encodeStateAsUpdate(bo));
      expect(readRunbook(ana).tags).toEqual(expect.arrayContaining(['a', 'x', 'y']));
    },
  );

  it('say it when the text cannot take them', () => {
    const broken = imported('+++\ntitle = "x"\n+++\n# Heading\n');
    expect(renameRunbook(broken, 'New', 1, 'Ana')).toMatchObject({
      ok: true,
      changed: true,
      note: 'Set here, but not in the text. TOML front matter is kept but not read.',
    });
    expect(readRunbook(broken).title).toBe('New');
    const twice = imported('---\ntitle: a\ntitle: b\n---\n');
    const seen = updates(twice);
    expect(renameRunbook(twice, 'New', 1, 'Ana')).toMatchObject({ ok: false, reason: 'in-text' });
    expect(seen.count).toBe(0);
  });

  it('find their place in a text with an object that another tool embedded', () => {
    const doc = imported('---\nx: 1\ntitle: Old\n---\n');
    doc.getText('body').insertEmbed(5, { image: 'x' });
    renameRunbook(doc, 'New', 1, 'Ana');
    expect(readRunbook(doc).body).toBe('---\nx: 1\ntitle: New\n---\n');
  });
});

describe('replaceBody', () => {
  it('leaves a text that is approved and locked', () => {
    const doc = new Y.Doc();
    createRunbook(doc, { title: 'A', body: 'one\n' }, 1, 'Ana');
    let drawn = 0;
    const random = { bytes: (length: number) => new Uint8Array(length).fill((drawn += 1)) };
    const context = { actor: { name: 'Ana', device: '' }, nowMs: 1, random };
    reviewRunbook(doc, { verdict: 'works', version: 'v', note: '', lock: true }, context);
    expect(replaceBody(doc, 'two\n')).toMatchObject({ ok: false, reason: 'locked' });
    expect(readRunbook(doc).body).toBe('one\n');
  });

  it('touches only what differs', () => {
    const doc = imported('one\ntwo\nthree\n');
    const deltas: unknown[] = [];
    doc.getText('body').observe((event) => deltas.push(event.delta));
    replaceBody(doc, 'one\n2\nthree!\n');
    expect(deltas).toEqual([
      [{ retain: 4 }, { delete: 3 }, { insert: '2' }, { retain: 6 }, { insert: '!' }],
    ]);
  });

  it('replaces one emoji by another whose first half is the same', () => {
    const doc = imported('a 😀 b');
    replaceBody(doc, 'a 😁 b');
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    expect(other.getText('body').toJSON()).toBe('a 😁 b');
  });

  it('never stores half a surrogate pair', () => {
    const doc = imported('a');
    replaceBody(doc, 'a\uD83D b');
    expect(readRunbook(doc).body).toBe('a\uFFFD b');
  });

  it('finds its place in a text with an object that another tool embedded', () => {
    const doc = imported('ab');
    doc.getText('body').insertEmbed(1, { image: 'x' });
    replaceBody(doc, 'abc');
    expect(readRunbook(doc).body).toBe('abc');
  });
});
