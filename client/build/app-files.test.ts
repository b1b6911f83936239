import { expect, it } from 'vitest';
import { laterFiles, type BuildManifest } from './app-files.ts';

const drawing = 'src/ui/markdown/draw-diagram.ts';

function chunk(file: string, part: Partial<BuildManifest[string]> = {}): BuildManifest[string] {
  return { file, isEntry: false, imports: [], dynamicImports: [], css: [], assets: [], ...part };
}

it('takes for later only what nothing but diagrams needs', () => {
  const build: BuildManifest = {
    'index.html': chunk('entry.js', { imports: ['shared'], dynamicImports: ['reader', drawing] }),
    shared: chunk('shared.js'),
    reader: chunk('reader.js', { dynamicImports: [drawing], imports: ['parser'] }),
    parser: chunk('parser.js', { imports: ['shared'] }),
    [drawing]: chunk('drawing.js', {
      imports: ['shared', 'd3'],
      dynamicImports: ['flow'],
      css: ['drawing.css'],
    }),
    d3: chunk('d3.js'),
    flow: chunk('flow.js', { imports: ['parser', 'd3', drawing] }),
  };
  expect([...laterFiles(build)].sort()).toEqual(['d3.js', 'drawing.css', 'drawing.js', 'flow.js']);
});

it('does not guess where the module is gone', () => {
  expect(() => laterFiles({ 'index.html': chunk('entry.js') })).toThrow(drawing);
});
