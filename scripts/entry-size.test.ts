import { expect, it } from 'vitest';
import { entryFiles } from './entry-size.ts';

it('counts what the entry imports, directly or not, once, and nothing that comes on demand', () => {
  const manifest = {
    'index.html': { file: 'entry.js', isEntry: true, imports: ['a', 'b'], dynamicImports: ['c'] },
    a: { file: 'a.js', imports: ['b'] },
    b: { file: 'b.js', imports: ['a'] },
    c: { file: 'c.js', imports: ['b'] },
  };
  expect([...entryFiles(manifest)].sort()).toEqual(['a.js', 'b.js', 'entry.js']);
  expect(() => entryFiles({ ...manifest, b: { file: 'b.js', imports: ['gone'] } })).toThrow('gone');
});
