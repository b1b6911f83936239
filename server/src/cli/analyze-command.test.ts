import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCommandFixture } from './command-fixture.ts';
import { join } from 'node:path';

const fixture = createCommandFixture();
let folder = '';
beforeEach(() => {
  folder = fixture.begin();
});
afterEach(() => fixture.cleanUp());

const tree = `<?xml version="1.0"?>
<opsa-mef>
  <define-fault-tree name="Pumps">
    <define-gate name="Top">
      <label>No water</label>
      <or><event name="Valve"/><atleast min="2"><event name="A"/><event name="B"/><event name="C"/></atleast></or>
    </define-gate>
  </define-fault-tree>
</opsa-mef>`;
const numbers = `<opsa-mef><model-data>
  ${['A', 'B', 'C', 'Valve'].map((name) => `<define-basic-event name="${name}"><float value="0.1"/></define-basic-event>`).join('')}
</model-data></opsa-mef>`;

function analyze(...args: string[]) {
  return fixture.holdfast('analyze', ...args);
}

const map = `holdfast: map
version: 1
domains:
  - { id: eu, name: EU, kind: region }
components:
  - { id: shop, name: Shop, availability: 1, objective: { availability: 0.99 } }
  - { id: web-1, name: Web 1, domains: [eu], availability: 0.9 }
  - { id: web-2, name: Web 2, domains: [eu], availability: 0.9 }
groups:
  - { id: web, component: shop, needs: 1, of: [web-1, web-2] }
`;

describe('holdfast analyze', () => {
  test('says all of a map, from its file or from the workspace', async () => {
    fixture.put('map.yaml', map);
    const file = join(folder, 'map.yaml');
    const ran = await analyze(file, '--target', 'shop', '--json', '--fail-on', 'spof,objective');
    expect(ran.messages).toBe(
      'Single points of failure: 1.\nIt may be down more often than 0.01: between 0.01 and 1.\n',
    );
    expect(ran.exitCode).toBe(3);
    const report: unknown = JSON.parse(ran.data);
    expect(report).toMatchObject({
      target: 'Shop',
      countsByOrder: { 1: 2, 2: 1, 3: 0 },
      probability: { kind: 'lower bound', unknown: ['domain/eu'] },
      spofs: [
        { name: 'EU', path: ['Shop', 'Web 1', 'EU'] },
        { name: 'Shop', path: ['Shop'] },
      ],
    });

    const relay = String((await fixture.start()).address);
    await fixture.holdfast('import', 'map', file, '--relay', relay);
    const live = await analyze('--relay', relay, '--target', 'Shop', '--json');
    expect(live).toMatchObject({ exitCode: 0, messages: '' });
    expect(JSON.parse(live.data)).toEqual(report);

    const unknown = await analyze(file);
    expect(unknown.messages).toContain('Nothing else needs: Shop.');
    fixture.put(
      'circle.yaml',
      `holdfast: map
version: 1
components:
  - { id: a, name: Ahead, needs: [b] }
  - { id: b, name: Behind, needs: [a], objective: { availability: 0.99 } }
`,
    );
    const circle = await analyze(join(folder, 'circle.yaml'));
    expect(circle.exitCode).not.toBe(0);
    expect(circle.messages).toContain('Needed in a circle only: Ahead.');
    expect(circle.messages).toContain('With an objective: Behind.');
    const named = await analyze(join(folder, 'circle.yaml'), '--target', 'a');
    expect(named.exitCode).toBe(0);
    expect(named.data).toContain('none of them can start first\n  Ahead, Behind');
    const plain = await analyze(join(folder, 'circle.yaml'), '--target', 'a', '--json');
    expect(JSON.parse(plain.data)).toMatchObject({ cycles: [['a', 'b']] });
    fixture.put('tree.xml', tree);
    const both = await analyze(file, join(folder, 'tree.xml'));
    expect(both.messages).toContain('not both at once');
  });

  test('says who is left for a component of a map, and fails where they are too few', async () => {
    fixture.put(
      'map.yaml',
      `${map}people:
  - { id: ana, name: Ana }
  - { id: ben, name: Ben }
leaves:
  - { id: l1, person: ana, from: 2026-12-20, to: 2026-12-31 }
knowledge:
  - { person: ana, component: shop, level: lead, on: 2026-01-01 }
  - { person: ben, component: shop, level: operate, on: 2026-01-01 }
`,
    );
    const args = [join(folder, 'map.yaml'), '--target', 'shop', '--fail-on', 'bus-factor=0'];
    const ran = await analyze(...args, '--json');
    expect(ran).toMatchObject({ exitCode: 0, messages: '' });
    expect(JSON.parse(ran.data)).toMatchObject({
      busFactor: {
        lead: { busFactor: 1, people: ['Ana'], away: [] },
        operate: { busFactor: 2, people: ['Ana', 'Ben'] },
      },
    });
    const away = await analyze(...args, '--on', '2026-12-24');
    expect(away.exitCode).toBe(3);
    expect(away.messages).toContain('Bus factor: 0; 0 or fewer are too few who can lead it.');
    expect(away.data).toContain('Can lead it: 0 people (on leave: Ana)');
    expect(away.data).toContain('Can operate it: 1 person: Ben (on leave: Ana)');
  });

  test('says all of a fault tree as JSON, its numbers from a second file', async () => {
    fixture.put('tree.xml', tree);
    fixture.put('numbers.xml', numbers);
    const files = [join(folder, 'tree.xml'), join(folder, 'numbers.xml')];
    const ran = await analyze(...files, '--json', '--fail-on', 'spof,order-2,order-3');
    expect(ran.exitCode).toBe(3);
    expect(ran.messages).toBe('Single points of failure: 1.\nMinimal cut sets of order 2: 3.\n');
    const report: unknown = JSON.parse(ran.data);
    expect(report).toMatchObject({
      target: 'No water',
      complete: true,
      countsByOrder: { 1: 1, 2: 3, 3: 0 },
      cutSetsOmitted: 0,
      spofs: [{ event: 'Valve', path: ['No water', 'Valve'] }],
      probability: { kind: 'exact', value: expect.closeTo(0.1252, 10), unknown: [] },
    });
  });

  test('tells a lower bound where numbers are missing, and what was not listed', async () => {
    fixture.put('tree.xml', tree);
    const ran = await analyze(join(folder, 'tree.xml'), '--limit', '1');
    expect(ran.exitCode).toBe(0);
    expect(ran.data).toContain('Down: not known');
    expect(ran.messages).toContain('3 more are not listed');
    expect(ran.messages).toContain('4 events are defined nowhere');
  });

  test('fails on what it does not know', async () => {
    fixture.put('tree.xml', tree);
    const args = [join(folder, 'tree.xml'), '--fail-on', 'probability=0.01'];
    const ran = await analyze(...args);
    expect(ran.exitCode).toBe(3);
    expect(ran.messages).toContain('It may be down more often than 0.01: between 0 and 1.');
    const people = await analyze(args[0] ?? '', '--fail-on', 'bus-factor=1');
    expect(people).toMatchObject({ exitCode: 3 });
    const soon = await analyze(...args.slice(0, 1), '--seconds', '0', '--json');
    expect(soon.exitCode).toBe(0);
  });

  test.each([
    [['--target', 'Nothing'], /There is no Nothing in .*Tops: Top\./],
    [['--fail-on', 'anything'], /--fail-on does not know anything/],
    [['--order', '0'], /--order must be a whole number from 1 to 40/],
    [['--beta', '2'], /--beta must be from 0 to 1/],
    [['--on', 'today'], /--on must be a day/],
  ])('refuses %j', async (args, message) => {
    fixture.put('tree.xml', tree);
    const ran = await analyze(join(folder, 'tree.xml'), ...args);
    expect(ran.exitCode).not.toBe(0);
    expect(ran.messages).toMatch(message);
    expect(ran.data).toBe('');
  });

  test.each([
    [
      '<opsa-mef><define-fault-tree name="x"><define-gate name="t"><not><event name="a"/></not></define-gate></define-fault-tree></opsa-mef>',
      /tree.xml:1: Gate t uses <not>/,
    ],
    [
      '<opsa-mef><define-fault-tree name="x"><define-gate name="t"><or><gate name="gone"/></or></define-gate></define-fault-tree></opsa-mef>',
      /refers to gate gone, which is defined nowhere/,
    ],
    [
      '<opsa-mef><define-fault-tree name="x"><define-gate name="t"><atleast min="3"><event name="a"/><event name="b"/></atleast></define-gate></define-fault-tree></opsa-mef>',
      /fails from 3 failed inputs on, but has 2/,
    ],
    [
      '<!DOCTYPE x [<!ENTITY e "a">]><opsa-mef><define-fault-tree name="&e;"/></opsa-mef>',
      /This is no XML/,
    ],
    ['<opsa-mef><define-gate', /This is no XML/],
    ['<html/>', /This is no Open-PSA MEF/],
    ['{}', /neither a fault tree nor a map/],
  ])('refuses %s', async (text, message) => {
    fixture.put('tree.xml', text);
    const ran = await analyze(join(folder, 'tree.xml'));
    expect(ran.exitCode).toBe(1);
    expect(ran.messages).toMatch(message);
  });
});
