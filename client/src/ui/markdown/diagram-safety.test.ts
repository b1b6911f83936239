import { describe, expect, it, test } from 'vitest';
import { isLocalAttribute, localDiagram, localStyles } from './diagram-safety.ts';

test('an ordinary diagram stays as it is', () => {
  const texts = [
    'flowchart LR\n  A[Get the url of (x)] --> B{"image: ok?"}\n  style A fill:#f9f,stroke:#333\n',
    '%%{init: {"theme": "forest"}}%%\nsequenceDiagram\n  Ana->>Ben: img: see #35;ops; https://wiki.example/x\n',
    'flowchart LR\n  A@{ shape: rounded, label: "curl https://x.example" }\n  A <--> B\n',
    'gantt\n  title src of it\n',
  ];
  for (const text of texts) expect(localDiagram(text)).toEqual({ ok: true, text, leftOut: false });
});

test('a picture of a node is left out, and the node stays', () => {
  expect(
    localDiagram('flowchart LR\n  A@{ img: "http://x.example/a.png", label: "Shop", pos: "t" }\n'),
  ).toEqual({
    ok: true,
    text: 'flowchart LR\n  A@{ left: out, label: "Shop", pos: "t" }\n',
    leftOut: true,
  });
});

test('an address in styles is left out', () => {
  for (const text of [
    'flowchart LR\n  A --> B\n  style A fill:url(http://x.example/a.png)\n',
    'flowchart LR\n  A --> B\n  classDef c background:URL("//x.example/a.png")\n',
    '%%{init:{"themeCSS":".node{background:url(http://x.example)}"}}%%\nflowchart LR\n  A --> B\n',
    '%%{init:{"themeCSS":"@import \'http://x.example\';"}}%%\nflowchart LR\n  A --> B\n',
    'flowchart LR\n  A["<img src=\'http://x.example\'>"] --> B\n',
  ]) {
    const local = localDiagram(text);
    expect(local).toMatchObject({ ok: true, leftOut: true });
    if (local.ok) expect(local.text).not.toContain('x.example');
  }
});

describe('what is hidden is not drawn', () => {
  it.each([
    ['CSS escapes', 'flowchart LR\n  style A fill:\\75rl(http://x.example)'],
    ['JSON escapes', '%%{init:{"themeVariables":{"x":"\\u0075rl(http://x.example)"}}}%%\ngantt'],
    ['entities', 'flowchart LR\n  A["&lt;img src=x&gt;"]'],
    ['Mermaid’s entities', 'flowchart LR\n  A["#60;img src=x"]'],
    [
      'halves around a directive',
      'flowchart LR\n  style A fill:ur%%{init:{}}%%l(http://x.example)',
    ],
    ['a quoted key', 'flowchart LR\n  A@{ "img": "http://x.example" }'],
    ['an escaped key', 'flowchart LR\n  A@{ "im\\x67": "http://x.example" }'],
    ['a brace in words', 'flowchart LR\n  A@{ label: "}", img: "http://x.example" }'],
    ['an icon', 'sequenceDiagram\n  properties A: {"icon": "http://x.example/a.png"}'],
    ['image-set', 'flowchart LR\n  style A fill:image-set("http://x.example" 1x)'],
  ])('%s', (_, text) => {
    expect(localDiagram(text)).toEqual({ ok: false });
  });
});

test('styles keep what is in the picture and lose what is elsewhere', () => {
  expect(localStyles('.a{fill:url(#grad);color:red}')).toBe('.a{fill:url(#grad);color:red}');
  for (const css of [
    '.a{fill:url(http://x.example/a)}',
    '.a{fill:u\\rl("//x.example/a")}',
    '@import "http://x.example";.a{color:red}',
    '@font-face{src:url(http://x.example)}',
    '.a{fill:image-set("http://x.example" 1x)}',
    '.a{fill:url(http://x.example',
  ]) {
    expect(localStyles(css)).not.toContain('x.example');
  }
});

test('attributes that lead outside or run something do not stay', () => {
  expect(isLocalAttribute('xlink:href', '#marker')).toBe(true);
  expect(isLocalAttribute('marker-end', 'url(#arrow)')).toBe(true);
  expect(isLocalAttribute('d', 'M0 0L1 1')).toBe(true);
  expect(isLocalAttribute('xlink:href', 'http://x.example')).toBe(false);
  expect(isLocalAttribute('href', 'javascript:x')).toBe(false);
  expect(isLocalAttribute('style', 'fill:url(//x.example)')).toBe(false);
  expect(isLocalAttribute('onload', 'x')).toBe(false);
});
