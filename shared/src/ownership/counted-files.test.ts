import { describe, expect, it } from 'vitest';
import { countFiles } from './counted-files.ts';

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
});
