import { describe, expect, it } from 'vitest';
import { addField, setField, type WrittenField } from './front-matter-edit.ts';

const title = (value: string): WrittenField => ({ name: 'title', value });
const tags = (...value: readonly string[]): WrittenField => ({ name: 'tags', value });
const owners = (...value: readonly string[]): WrittenField => ({ name: 'owners', value });

describe('setField', () => {
  it.each([
    ['title: Old # why\nx: 1\n', title('New'), 'title: New # why\nx: 1\n'],
    ['title: Old\n', title('A: b'), 'title: "A: b"\n'],
    ['title: Old\n', title('yes'), 'title: "yes"\n'],
    ['title: Old\n', title('2024'), 'title: "2024"\n'],
    ["title: 'Old'\n", title("Ana's"), "title: 'Ana''s'\n"],
    ['title: "Old"\n', title('a "b"'), 'title: "a \\"b\\""\n'],
    ['title: >-\n  Old\n  one\n\nx: 1\n', title('New'), 'title: New\n\nx: 1\n'],
    ['title:\nx: 1\n', title('New'), 'title: New\nx: 1\n'],
    ['title: # why\n', title('New'), 'title: New # why\n'],
    ['{title: a, x: 1}\n', title('b, c'), '{title: "b, c", x: 1}\n'],
    ['x: &a b\ntitle: *a\n', title('New'), 'x: &a b\ntitle: New\n'],
    ['tags: [ db,dr ] # w\n', tags('db', 'dr', 'x'), 'tags: [ db,dr,x ] # w\n'],
    ['tags: ["db", "dr"]\n', tags('x', 'dr'), 'tags: ["x", "dr"]\n'],
    ['tags: []\n', tags('a, b', 'c'), 'tags: ["a, b", c]\n'],
    ['tags: [db]\n', tags(), 'tags: []\n'],
    ['tags: db\n', tags('dr'), 'tags: dr\n'],
    ['tags: db\n', tags('db', 'dr'), 'tags: [db, dr]\n'],
    ["tags: 'db, dr'\n", tags('db', 'x', 'dr'), "tags: 'db, x, dr'\n"],
    ['tags: db, dr\n', tags('a, b'), 'tags: ["a, b"]\n'],
    ['tags:\n- a # 1\n\n# 2\n- b\nx: 1\n', tags('b', 'c'), 'tags:\n\n# 2\n- b\n- c\nx: 1\n'],
    ['tags:\n  - "a"\n  - "b"\n', tags('c', 'b', 'a'), 'tags:\n  - "c"\n  - "b"\n  - "a"\n'],
    ['tags: # 1\n  - a\n  # 2\n', tags(), 'tags: [] # 1\n  # 2\n'],
    ['tags:\nx: 1\n', tags('a'), 'tags: [a]\nx: 1\n'],
    ['owner: ana\n', owners('ana', 'bo'), 'owner: [ana, bo]\n'],
    ['owners: [ana]\nowner: bo\n', owners('bo', 'cy'), 'owners: [bo, cy]\nowner: bo\n'],
    ['owner: bo, cy\nowners: [ana]\n', owners('cy'), 'owner: cy\nowners: [cy]\n'],
  ])('makes of %j with %j: %j', (before, field, after) => {
    for (const ending of ['\n', '\r\n']) {
      const whole = (block: string) => `---\n${block}---\n# Text\n`.replaceAll('\n', ending);
      expect(setField(whole(before), field)).toEqual({ kind: 'edited', text: whole(after) });
    }
  });

  it.each([
    ['# Text\n', title('a')],
    ['---\n---\n', title('a')],
    ['---\nx: {title: b}\n---\n', title('a')],
    ['---\ntitle: b\n---\n', tags('a')],
  ])('finds no field in %j for %j', (text, field) => {
    expect(setField(text, field)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['+++\ntitle = "b"\n+++\n', title('a')],
    ['---\ntitle: [\n---\n', title('a')],
    ['---\ntitle: b\ntitle: c\n---\n', title('a')],
    ['---\ntitle: &t b\nx: *t\n---\n', title('a')],
    ['---\ntitle: [b]\n---\n', title('a')],
    ['---\nowners:\n  - name: Ana\n---\n', owners('a')],
    ['---\ntags:\n  - &t b\nx: *t\n---\n', tags('a')],
    ['---\ntags: [b, # why\n  c]\n---\n', tags('b')],
  ])('leaves %j alone with %j', (text, field) => {
    expect(setField(text, field)).toMatchObject({ kind: 'unsafe' });
  });
});

describe('addField', () => {
  it.each([
    ['# Text\n', title('A: b'), '---\ntitle: "A: b"\n---\n# Text\n'],
    ['\uFEFFa\r\nb\n', title('a'), '\uFEFF---\r\ntitle: a\r\n---\r\na\r\nb\n'],
    ['', tags('a', 'b, c'), '---\ntags: [a, "b, c"]\n---\n'],
    ['---\nx: |\n  y\n\n---\n', title('a'), '---\nx: |\n  y\n\ntitle: a\n---\n'],
    ['---\r\n  x: 1\r\n---\r\n', title('a'), '---\r\n  x: 1\r\n  title: a\r\n---\r\n'],
    ['---\n# nothing\n---', title('a'), '---\n# nothing\ntitle: a\n---'],
    ['---\n{x: 1}\n---\n', title('a, b'), '---\n{title: "a, b", x: 1}\n---\n'],
    ['---\n{}\n---\n', tags('a'), '---\n{tags: [a]}\n---\n'],
    ['---\n{{< hint >}}\n---\n', tags('!'), '---\n{tags: ["!"], {< hint >}}\n---\n'],
    ['---\nno fence\n', title('a'), '---\ntitle: a\n---\n---\nno fence\n'],
  ])('makes of %j with %j: %j', (before, field, after) => {
    expect(addField(before, field)).toEqual({ kind: 'edited', text: after });
  });

  it.each(['+++\nx = 1\n+++\n', '---\n: [\n---\n'])('leaves %j alone', (text) => {
    expect(addField(text, title('a'))).toMatchObject({ kind: 'unsafe' });
  });
});
