import { describe, expect, it } from 'vitest';
import { parseCodeowners, readCodeowners } from './codeowners.ts';

describe('CODEOWNERS as GitHub reads it', () => {
  const owners = parseCodeowners(
    '.github/CODEOWNERS',
    `# Everybody
*       @org/all
*.js    @js   # remark
/build/logs/ @ops
docs/*  docs@a.example
apps/   @apps
/apps/github
**/logs @logs
/scripts/with\\ space @space
!no @x
[Not a section] @x
`,
  );
  it.each([
    ['README.md', '@org/all'],
    ['src/deep/a.js', '@js'],
    ['build/logs/x.txt', '@logs'],
    ['docs/a.md', 'docs@a.example'],
    ['docs/deep/a.md', '@org/all'],
    ['x/apps/a.c', '@apps'],
    ['apps/github', ''],
    ['apps/github/x', ''],
    ['deep/logs/x', '@logs'],
    ['scripts/with space/x', '@space'],
  ])('%s belongs to %s', (path, owner) => {
    expect(owners.ownersOf(path).join(' ')).toBe(owner);
  });

  it('takes no time for ever over patterns of strangers', () => {
    const pattern = `/${'**/*a*/'.repeat(30)}${'*a'.repeat(40)}b`;
    const hostile = parseCodeowners('CODEOWNERS', `${pattern} @x\n`);
    expect(hostile.ownersOf(`${'aaaa/'.repeat(60)}${'a'.repeat(300)}`)).toEqual([]);
  });

  it('does not know what GitLab knows', () => {
    const flat = parseCodeowners('CODEOWNERS', '* @a\n!no @x\n/a[b] @y\n');
    expect(flat).toMatchObject({ flavour: 'github', problems: [{ line: 2 }, { line: 3 }] });
  });
});

describe('CODEOWNERS as GitLab reads it', () => {
  const owners = parseCodeowners(
    'CODEOWNERS',
    `* @all
/src/ @src
[Docs][2] @docs-team
*.md
/src/README.md @writer
^[Optional] @maybe
/src/
!/src/generated/
[docs]
/legal/ @@legal
`,
  );
  it.each([
    ['main.c', '@all'],
    ['src/a.c', '@src @maybe'],
    ['src/generated/a.c', '@src'],
    ['guide.md', '@all @docs-team'],
    ['src/README.md', '@src @writer @maybe'],
    ['legal/a', '@all @@legal'],
  ])('%s belongs to %s', (path, owner) => {
    expect([...owners.ownersOf(path)].toSorted()).toEqual(owner.split(' ').toSorted());
  });
});

describe('readCodeowners', () => {
  it('makes components of folders, with the owners that count there', () => {
    const text =
      '* @all\n/services/payments/ @org/pay ana@a.example\n/services/orders/ @bo\n*.js @js\n/services/orders/ @cy\n';
    const draft = readCodeowners([{ path: 'CODEOWNERS', text }]);
    const components = draft.items.filter(({ register }) => register === 'components');
    expect(components.map(({ fields, line }) => [fields['name'], line])).toEqual([
      ['payments', 2],
      ['orders', 3],
    ]);
    const named = (register: string) =>
      draft.items.filter((item) => item.register === register).map(({ fields }) => fields['name']);
    expect(named('teams')).toEqual(['pay']);
    expect(named('people')).toEqual(['ana', 'cy']);
    expect(draft.notes).toMatchObject([{ text: '2 rules name no folder, and so no component.' }]);
  });
});
