import { decodeUtf8 } from 'lib0/string';
import { describe, expect, it } from 'vitest';
import { type ExportDocument, planExport } from './plan-export.ts';
import { fileSlug } from './portable-name.ts';

function documents(...given: readonly (readonly [sourcePath: string, title: string])[]) {
  return given.map(([sourcePath, title], at): ExportDocument => ({
    name: `runbook:${String(at).padStart(2, '0')}`,
    sourcePath,
    title,
    body: `${title}\n`,
    besideText: [],
  }));
}

function paths(...given: readonly (readonly [string, string])[]): readonly string[] {
  return planExport(documents(...given)).map((file) => file.path);
}

describe('planExport', () => {
  it('puts files where they came from, and others under runbooks', () => {
    const files = planExport(
      documents(['', 'DNS failover: Route 53!'], ['ops/node/_index.md', 'node']),
    );
    expect(files.map((file) => [file.path, decodeUtf8(file.bytes)])).toEqual([
      ['ops/node/_index.md', 'node\n'],
      ['runbooks/dns-failover-route-53.md', 'DNS failover: Route 53!\n'],
    ]);
  });

  it('numbers equal names, and those that differ only in case', () => {
    expect(
      paths(['', 'Zone'], ['', 'zone!'], ['r/A.md', ''], ['r/a.md', ''], ['R/a.MD', '']),
    ).toEqual(['r/A.md', 'r/a-2.md', 'R/a-3.MD', 'runbooks/zone.md', 'runbooks/zone-2.md']);
  });

  it('puts what was set beside the text into the front matter, and says where it cannot', () => {
    const besideText: ExportDocument['besideText'] = [
      { name: 'title', value: 'Zone: loss' },
      { name: 'tags', value: ['db', 'a, b'] },
    ];
    const [plain, toml] = planExport([
      { name: 'runbook:1', sourcePath: 'r/a.md', title: '', body: 'one\r\ntwo', besideText },
      { name: 'runbook:2', sourcePath: 'r/b.md', title: '', body: '+++\n+++\n', besideText },
    ]);
    expect(decodeUtf8(plain?.bytes ?? new Uint8Array())).toBe(
      '---\r\ntitle: "Zone: loss"\r\ntags: [db, "a, b"]\r\n---\r\none\r\ntwo',
    );
    expect(plain?.leftOut).toBeUndefined();
    expect(decodeUtf8(toml?.bytes ?? new Uint8Array())).toBe('+++\n+++\n');
    expect(toml?.leftOut).toEqual(['title', 'tags']);
  });

  it('does not depend on the order it is given', () => {
    const given = documents(['', 'Zone'], ['', 'zone!'], ['r/A.md', ''], ['r/a.md', '']);
    expect(planExport(given.toReversed())).toEqual(planExport(given));
  });

  it.each([
    ['../../etc/passwd.md'],
    ['/etc/passwd.md'],
    ['a/../../b.md'],
    ['a\\..\\b.md'],
    ['a//b.md'],
    ['a\0b.md'],
    [`${'x'.repeat(300)}.md`],
  ])('does not follow the source path %j', (sourcePath) => {
    expect(planExport(documents([sourcePath, 'Odd']))).toMatchObject([
      { path: 'runbooks/odd.md', renamedFrom: sourcePath },
    ]);
  });

  it('keeps files and folders of one name apart', () => {
    expect(paths(['a.md', 'A'], ['a.md/b.md', 'B'], ['runbooks', 'C'], ['', 'D'])).toEqual([
      'a.md',
      'runbooks/b.md',
      'runbooks.md',
      'runbooks/d.md',
    ]);
    expect(paths(['a.md/b.md', 'B'], ['a.md', 'A'])).toEqual(['a.md/b.md', 'a-2.md']);
  });

  it('avoids names that Windows keeps or cannot store', () => {
    expect(paths(['r/con.md', ''], ['r/aux .x/why?.md', ''], ['', 'NUL'], ['C:/a.md', ''])).toEqual(
      ['r/con_.md', 'r/aux_ .x/why_.md', 'C_/a.md', 'runbooks/nul_.md'],
    );
    const kept = planExport(documents(['r/con.md', ''], ['r/CON.md', ''], ['r/a:b.md', '']), {
      portable: false,
    });
    expect(kept.map((file) => file.path)).toEqual(['r/con.md', 'r/CON.md', 'r/a:b.md']);
  });
});

describe('fileSlug', () => {
  it.each([
    ['PostgreSQL failover (Patroni)', 'postgresql-failover-patroni'],
    ['결제 회로 차단기', '결제-회로-차단기'],
    ['!!!', 'runbook'],
    ['../../x', 'x'],
    ['Con', 'con_'],
  ])('of %j', (title, slug) => {
    expect(fileSlug(title)).toBe(slug);
  });

  it('fits a file name', () => {
    expect(fileSlug('한'.repeat(300))).toBe('한'.repeat(40));
  });
});
