import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { setAffected, setRole } from '../model/incident-commands.ts';
import { declareIncident, say } from '../model/incident-say.ts';
import { person } from '../model/run-fixture.ts';
import { built, runbook, sourceOf } from './bundle-fixture.ts';
import { pageScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';

const attacks = [
  '<script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</code></footer><script>alert(1)</script>',
  '<svg onload=alert(1)>',
  'javascript:alert(1)',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt&colon;alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '![x"onerror="alert(1)](images/x.png)',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<meta http-equiv="refresh" content="0;url=https://example.org">',
  '<base href="https://example.org/">',
  '<style>@import url(https://example.org/x.css)</style>',
  '<link rel=stylesheet href=https://example.org/x.css>',
  '<form action=https://example.org><input name=q></form>',
  '```html\n</code></pre><script>alert(1)</script>\n```',
  '# <img src=x onerror=alert(1)>\n',
  '[^1]\n\n[^1]: <script>alert(1)</script>\n',
  '| a |\n|-|\n| <script>alert(1)</script> |\n',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '\u0000<script>\u2028\u202e',
  '-->',
  ']]>',
  '<!--',
  '{{<script>}}',
];
const hostile = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .array(fc.constantFrom(...attacks, '\n\n', ' ', 'x'), { minLength: 2, maxLength: 6 })
    .map((all) => all.join('')),
  fc.string({
    unit: fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '`',
      '=',
      '/',
      '!',
      '-',
      '[',
      ']',
      '(',
      ')',
      ' ',
      '\n',
      'a',
      's',
    ),
    maxLength: 60,
  }),
);

const tags = new Set(
  (
    'a article blockquote body br code dd del details div dl dt em footer h1 h2 h3 h4 h5 h6 head header hr html ' +
    'img input label li main meta nav ol p pre script section span strong style summary sup table tbody td th thead time title tr ul'
  ).split(' '),
);
const attributes = new Set(
  (
    'align alt aria-label aria-labelledby autocomplete charset checked class content data-callout data-complete ' +
    'data-footnote-backref data-footnote-ref data-footnotes datetime dir disabled for hidden href http-equiv id lang ' +
    'name rel role spellcheck src start tabindex target title type'
  ).split(' '),
);
const inlineImage = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*$/;
const whereTo = /^(?:#[^\s]*|https?:\/\/[^\s]*|\/\/[^\s]*|mailto:.*|tel:.*)$/i;

/** What of the page, outside of our own script and style, is not an element that we write, with harmless attributes. */
function problemsIn(page: string): readonly string[] {
  const rest = page.replace(pageScript, '').replace(pageStyle, '').replace('<!doctype html>', '');
  const problems: string[] = [];
  if (page.split(pageScript).length !== 2 || page.split(pageStyle).length !== 2)
    problems.push('ours');
  if (rest.match(/<script/g)?.length !== 1) problems.push('scripts');
  const text = rest.replace(
    /<\/?([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g,
    (tag, name: string, given: string) => {
      if (!tags.has(name)) problems.push(tag);
      for (const [whole, key = '', value = ''] of given.matchAll(/\s+([a-z-]+)(?:="([^"]*)")?/g)) {
        if (!attributes.has(key)) problems.push(whole);
        if (key === 'href' && !whereTo.test(value)) problems.push(whole);
        if (key === 'src' && !inlineImage.test(value)) problems.push(whole);
      }
      return '';
    },
  );
  const left = text.indexOf('<');
  if (left >= 0) problems.push(text.slice(left, left + 80));
  return problems;
}

describe('hostile content in a bundle', () => {
  it('stays text, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, hostile, hostile, async (title, owner, body, other) => {
        const { page } = await built(
          sourceOf({
            workspace: (doc) => {
              doc.getMap('meta').set('name', title);
              doc.getMap('relays').set('wss://x.example.org', { label: owner, region: other });
            },
            'runbook:a': (doc) => {
              doc.getMap('meta').set('title', title);
              doc.getMap('meta').set('owners', [owner, other]);
              doc.getMap('meta').set('tags', [other]);
              doc.getMap('meta').set('changedBy', owner);
              doc.getMap('meta').set('changedAtMs', 1e300);
              doc.getMap('meta').set('sourcePath', `${other}/x.md`);
              doc
                .getArray('reviews')
                .push([
                  { by: title, id: 'x', device: '', happenedAtMs: 1, posted: { ms: 1, n: 0 } },
                ]);
              doc.getText('body').insert(0, body);
            },
            'incident:a': (doc) => {
              const context = person(owner, 1_000);
              declareIncident(doc, { title: `x${title}`, severity: 1 }, context);
              setRole(doc, 'scribe', `x${other}`, true, context);
              setAffected(doc, `x${other}`, true, context);
              for (const kind of ['note', 'output', 'action'] as const) {
                say(doc, { kind, text: `x${body}` }, context);
              }
              say(
                doc,
                { kind: 'link', url: `https://x.example.org/${encodeURI(body)}"<b>` },
                context,
              );
              doc.getText('notes').insert(0, body);
            },
            map: (doc) => {
              const components = doc.getMap('components');
              for (const field of ['name', 'description', 'type', 'system', 'tier', 'layer']) {
                components.set(`a/${field}`, field === 'description' ? body : title);
                components.set(`b/${field}`, field === 'layer' ? 'vendor' : other);
              }
              for (const set of ['tags', 'aliases', 'domains', 'ownerPeople', 'links']) {
                components.set(`a/${set}/${other}`, title);
                components.set(`a/${set}/https://x.example.org/${body}`, owner);
              }
              components.set('a/domains/d', true);
              components.set('a/ownerPeople/p', true);
              components.set('a/objectiveAvailability', 0.99);
              doc.getMap('dependencies').set('a>b/kind', 'soft');
              doc.getMap('dependencies').set('a>b/note', body);
              doc.getMap('dependencies').set('a>gone/kind', 'hard');
              doc.getMap('domains').set('d/name', title);
              doc.getMap('domains').set('d/note', body);
              const people = doc.getMap('people');
              people.set('p/name', owner);
              people.set('p/role', other);
              people.set(`p/contacts/phone:${body}`, true);
              people.set(`p/contacts/email:${title}@${other}`, true);
              people.set(`p/contacts/${owner}`, true);
              doc.getMap('teams').set('t/name', title);
              doc.getMap('teams').set(`t/contacts/${body}`, true);
              doc.getMap('groups').set('g/component', 'a');
              doc.getMap('groups').set('g/name', body);
              doc.getMap('groups').set('g/members/b', true);
              doc.getMap('knowledge').set('p>a/said', { level: 'lead', on: '2026-01-01' });
              doc.getMap('leaves').set('l/person', 'p');
              doc.getMap('leaves').set('l/from', '2026-01-01');
              doc.getMap('leaves').set('l/to', '2027-01-01');
            },
            'runbook:b': runbook({
              title: 'B',
              body: `---\nalerts:\n  - ${JSON.stringify(title)}\naliases: [${JSON.stringify(other)}]\n---\n${body}`,
            }),
          }),
          {
            maker: { kind: 'browser', name: owner },
            relays: [other],
            copy: { linked: [title], unlinked: [owner], unsent: 0, damaged: 0 },
          },
        );
        expect(problemsIn(page)).toEqual([]);
      }),
      { numRuns: 40, examples: [['a', 'b', '```<script>alert(1)</script>\n```', 'c']] },
    );
  }, 120_000);

  it('forbids by its policy what the escaping should have stopped already', async () => {
    const { page } = await built(sourceOf({}));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy.replaceAll('&#39;', "'")).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'none'$/,
    );
    expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style'));
  });

  it('survives documents of any shape', async () => {
    const { report } = await built(
      sourceOf({
        'runbook:a': (doc) => {
          doc.getMap('meta').set('title', 5);
          doc.getMap('meta').set('owners', 'x');
          doc.getArray('reviews').push([null, 3, { by: 1 }]);
          doc.getMap('images').set('x', 'y');
        },
        'runbook:b': (doc) => doc.getArray('body').push([new Y.Map()]),
        'drill:x': (doc) => void doc.getMap('runs').set('x', 1),
      }),
    );
    expect(report.runbooks + report.unreadable.length).toBe(2);
  });
});
