import { parseMarkdown } from '@holdfast/shared/markdown/parse';
import * as fc from 'fast-check';
import { visit } from 'unist-util-visit';
import { describe, expect, it, test } from 'vitest';
import { htmlToMarkdown } from './html-to-markdown.ts';

const textOf = (html: string) => htmlToMarkdown(html)?.text;

test('headings, lists, code, links and emphasis are kept', () => {
  const html = `<meta charset="utf-8"><h2>Impact</h2><p>No <b>new</b> orders, <em>none</em>.</p>
    <ol start="3"><li>Look</li><li>Act<ul><li>fast</li></ul></li></ol>
    <p>Run <code>ls -la</code>, see <a href="https://example.com/a?b=1">this</a>.</p>
    <pre><code class="language-sh">kubectl get pods\n  -n ops\n</code></pre><hr>
    <blockquote><p>Careful</p></blockquote>`;
  expect(textOf(html)).toBe(`## Impact

No **new** orders, *none*.

3. Look
4. Act
   - fast

Run \`ls -la\`, see [this](https://example.com/a?b=1).

\`\`\`sh
kubectl get pods
  -n ops
\`\`\`

---

> Careful`);
});

test('tables and task lists are kept', () => {
  const html =
    '<table><thead><tr><th>Host</th><th align="right">Lag</th></tr></thead>' +
    '<tbody><tr><td>pg-a | 1</td><td align="right">0</td></tr></tbody></table>' +
    '<ul><li><input type="checkbox" checked> done</li><li><input type="checkbox"> open</li></ul>';
  expect(textOf(html)).toBe(
    '| Host | Lag |\n| - | -: |\n| pg-a \\| 1 | 0 |\n\n- [x] done\n- [ ] open',
  );
});

test('what word processors say in styles is read', () => {
  const html =
    '<b style="font-weight:normal;" id="docs-internal-guid-1"><p><span style="font-weight:700">Bold</span>' +
    '<span style="font-weight:400"> and </span><span style="font-style:italic">not</span></p></b>';
  expect(textOf(html)).toBe('**Bold** and *not*');
});

test('within a line it stays within the line', () => {
  expect(htmlToMarkdown('<span>see <a href="https://x.example">x</a></span>')).toEqual({
    text: 'see [x](https://x.example)',
    blocks: false,
  });
  expect(htmlToMarkdown('<h2>a</h2>')?.blocks).toBe(true);
});

describe('stays plain', () => {
  it.each([
    ['words alone', '<span style="color: red">only words</span>'],
    ['paragraphs of words', '<p>a</p><p>b</p>'],
    [
      'code from VS Code',
      `<meta charset='utf-8'><div style="color: #d4d4d4;background-color: #1e1e1e;font-family: Menlo, Monaco, 'Courier New', monospace;font-size: 12px;white-space: pre;"><div><span style="color: #569cd6;">const</span> a = <b>1</b></div></div>`,
    ],
    ['code from an IDE', '<pre style="font-family:\'JetBrains Mono\'">fun <b>main</b>()</pre>'],
    ['a code block alone', '<pre><code>kubectl get pods</code></pre>'],
    ['nothing', ''],
  ])('%s', (_, html) => {
    expect(htmlToMarkdown(html)).toBeUndefined();
  });
});

test('nothing that runs, hides or controls comes along', () => {
  const html =
    '<h2>a</h2><script>alert(1)</script><style>b</style><p hidden>c</p><p style="display: none">d</p>' +
    '<p><a href="java\nscript:alert(1)">e</a> <img src="data:image/svg+xml,<svg/>" alt="f"> <img src="https://g.example/g.png" alt="g"></p>' +
    '<button>Copy</button><iframe src="https://h.example"></iframe><p>&lt;b&gt;i&lt;/b&gt;</p>';
  expect(textOf(html)).toBe('## a\n\ne f ![g](https://g.example/g.png)\n\n\\<b>i\\</b>');
});

test('an address keeps its spaces, and pictures of nothing leave nothing', () => {
  expect(textOf('<h2>a</h2><p><a href=" https://a.b/c d\n">x</a></p>')).toBe(
    '## a\n\n[x](https://a.b/c%20d)',
  );
  expect(textOf('<h2>a</h2><p><img src="data:image/png;base64,AA"></p><p>b</p>')).toBe('## a\n\nb');
});

test('whatever the HTML, the Markdown holds neither HTML nor a link that runs something', () => {
  const bit = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<p>',
      '</p>',
      '<a href="javascript:x">',
      '<a href=" JaVaScript&colon;x">',
      '</a>',
      '<table><tr><td>',
      '</table>',
      '<li>',
      '<ul>',
      '<b>',
      '<pre>',
      '</pre>',
      '<img src=x onerror=y>',
      '&lt;script&gt;',
      '<h1>',
      '<svg><script>',
      '<br>',
      '`',
      '[a](javascript:b)',
      '<input type=checkbox>',
    ),
  );
  fc.assert(
    fc.property(fc.array(bit, { maxLength: 30 }), (bits) => {
      const markdown = textOf(`<h2>x</h2>${bits.join('')}`) ?? '';
      visit(parseMarkdown(markdown), (node) => {
        expect(node.type).not.toBe('html');
        if (node.type === 'link') expect(node.url).not.toMatch(/^\s*javascript:/i);
      });
    }),
  );
});
