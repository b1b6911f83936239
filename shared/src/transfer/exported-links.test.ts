import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkPaths } from '../markdown/link-paths.ts';
import { withRelativeLinks, withRunbookLinks } from './exported-links.ts';

const [dns, space] = ['0'.repeat(25) + '1', '0'.repeat(25) + '2'];
const paths = new Map([
  [`runbook:${dns}`, 'ops/net/dns.md'],
  [`runbook:${space}`, 'runbooks/a b (c).md'],
]);
const places = { path: 'ops/db/pg.md', pathOf: (name: string) => paths.get(name) };

const cases: readonly (readonly [text: string, file: string])[] = [
  [`[DNS](/runbooks/${dns})`, '[DNS](../net/dns.md)'],
  [`[DNS](/runbooks/${dns}#meaning "a title")`, '[DNS](../net/dns.md#meaning "a title")'],
  [`[a][b]\n\n[b]: </runbooks/${space}>`, '[a][b]\n\n[b]: <../../runbooks/a%20b%20%28c%29.md>'],
  [`[/runbooks/${dns}](/runbooks/${dns})\r\n`, `[/runbooks/${dns}](../net/dns.md)\r\n`],
];

describe('links between runbooks that were made here', () => {
  it.each(cases)('%j is %j in the file, and comes back', (text, file) => {
    expect(withRelativeLinks(text, places)).toBe(file);
    expect(withRunbookLinks(file, text, places)).toBe(text);
    expect(withRunbookLinks(`new\n\n${file}`, text, places)).toBe(`new\n\n${text}`);
  });

  it.each([
    [`[x](/runbooks/${'0'.repeat(25)}3)`],
    [`\`[x](/runbooks/${dns})\``],
    [`    [x](/runbooks/${dns})`],
    [`[x](/runbooks/${dns}?a)`],
    [`/runbooks/${dns}`],
  ])('%j stays as it is', (text) => {
    expect(withRelativeLinks(text, places)).toBe(text);
  });

  it('a relative link that was written by hand stays one', () => {
    const body = `[a](/runbooks/${dns}) [b](../net/dns.md)`;
    expect(withRelativeLinks(body, places)).toBe('[a](../net/dns.md) [b](../net/dns.md)');
    expect(withRunbookLinks('[b](../net/dns.md)', body, places)).toBe('[b](../net/dns.md)');
  });

  it('lead to the same file, whatever it is called', () => {
    const part = fc.stringMatching(/^[a-z (%#:?é)]{1,6}$/).filter((name) => !/^\.+$/.test(name));
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((all) => `${all.join('/')}.md`);
    fc.assert(
      fc.property(path, path, (from, to) => {
        const file = withRelativeLinks(`[x](/runbooks/${dns})`, { path: from, pathOf: () => to });
        const href = /^\[x\]\((.*)\)$/.exec(file)?.[1] ?? '';
        expect(linkPaths(href, from).candidates[0]).toBe(to);
      }),
    );
  });
});
