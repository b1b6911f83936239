import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countFiles } from './counted-files.ts';
import { readAttributes } from './git-attributes.ts';
import { isPattern } from './patterns.ts';

const paths = [
  ...['src/a.ts', 'vendor/x/y.go', 'lib/vendor/z.js', 'package-lock.json', 'web/app.min.js'],
  ...['api/user.pb.go', 'docs/a.md', 'src/vendored.ts', '..odd', 'a//b', 'Vendor/own.ts'],
];

describe('files that count', () => {
  it('are those that people of the repository wrote', () => {
    const { counted, leftOut } = countFiles(paths);
    expect(counted).toEqual([
      ...['src/a.ts', 'docs/a.md', 'src/vendored.ts', '..odd', 'a//b', 'Vendor/own.ts'],
    ]);
    expect(leftOut).toEqual([
      { path: 'vendor/x/y.go', why: 'vendored' },
      { path: 'lib/vendor/z.js', why: 'vendored' },
      { path: 'package-lock.json', why: 'generated' },
      { path: 'web/app.min.js', why: 'vendored' },
      { path: 'api/user.pb.go', why: 'generated' },
    ]);
  });

  it('are fewer by what somebody excludes, and more where all are to count', () => {
    const exclude = ['docs/', '*.go', '!api/user.pb.go'];
    const { counted, leftOut } = countFiles(paths, { all: true, exclude });
    expect(leftOut.map(({ path }) => path)).toEqual(['vendor/x/y.go', 'docs/a.md']);
    expect(counted).toHaveLength(paths.length - 2);
  });

  it('are what the repository says itself, before the lists', () => {
    const { attributesOf: attributes, passedOver } = readAttributes(
      [
        '# comment linguist-vendored',
        '*.go text -linguist-generated',
        '/lib/** linguist-vendored',
        'lib/vendor/z.js linguist-vendored=false',
        '"docs/a.md" linguist-generated=true eol=lf',
        '[attr]odd linguist-vendored',
        '!src/a.ts linguist-vendored',
        'src/a.ts linguist-vendored-not',
        '*a*b*c*d linguist-vendored',
        'odd\\\\\\ linguist-vendored',
      ].join('\r\n'),
    );
    const { counted, leftOut } = countFiles([...paths, 'lib/own.ts'], { attributes });
    expect(leftOut).toEqual([
      { path: 'vendor/x/y.go', why: 'vendored' },
      { path: 'package-lock.json', why: 'generated' },
      { path: 'web/app.min.js', why: 'vendored' },
      { path: 'docs/a.md', why: 'generated' },
      { path: 'lib/own.ts', why: 'vendored' },
    ]);
    expect(passedOver).toBe(2);
    expect(counted).toContain('api/user.pb.go');
    expect(counted).toContain('lib/vendor/z.js');
    expect(countFiles(paths, { all: true, attributes }).counted).toEqual(paths);
  });

  it('are found whatever a .gitattributes holds', () => {
    const words = fc.constantFrom(
      '*',
      '/',
      '!',
      '"',
      '\\',
      '[',
      ' linguist-vendored',
      '\n',
      'a',
      '**',
    );
    fc.assert(
      fc.property(fc.array(words), fc.string(), (parts, text) => {
        const exclude = [parts.join(''), text, '*', `!${parts.join('')}`].filter(isPattern);
        expect(countFiles(paths, { exclude }).counted.length).toBeLessThanOrEqual(paths.length);
        const { attributesOf: attributes } = readAttributes(`${parts.join('')}\n${text}`);
        const { counted, leftOut } = countFiles(paths, { attributes });
        expect(counted.length + leftOut.length).toBe(paths.length);
      }),
    );
  });
});
