import { describe, expect, it } from 'vitest';
import {
  addDomain,
  addGroup,
  connect,
  deleteMapItem,
  editComponent,
} from '../model/map-commands.ts';
import { acceptFinding } from '../model/map-acceptances.ts';
import { excludeScenario } from '../model/map-exclusions.ts';
import { addMapTask, changeMapTask } from '../model/map-tasks.ts';
import { mapContext, mapOf } from '../model/map-fixture.ts';
import { addLeave, addPerson, addTeam, setKnowledge } from '../model/map-people-commands.ts';
import { built, sourceOf } from './bundle-fixture.ts';
import type * as Y from 'yjs';
import { encodeStateAsUpdate, applyUpdate } from 'yjs';

const context = mapContext();

function shop(): Y.Doc {
  const doc = mapOf(
    {
      id: 'web',
      name: 'Website',
      tier: '1',
      description: 'What customers see',
      objectiveAvailability: 0.9999,
      rtoSeconds: 900,
    },
    { id: 'db-1', name: 'Database 1', layer: 'hardware' },
    { id: 'db-2', name: 'Database 2', layer: 'hardware' },
    { id: 'dns', name: 'Resolver', layer: 'network' },
    { id: 'old', name: 'Old' },
  );
  addDomain(doc, { id: 'eu', name: 'Europe', kind: 'region' }, context);
  addDomain(doc, { id: 'eu-a', name: 'Zone A', kind: 'zone', parent: 'eu' }, context);
  addTeam(
    doc,
    { id: 'shop', name: 'Shop team', contacts: [{ kind: 'chat', value: '#shop' }] },
    context,
  );
  addPerson(
    doc,
    {
      id: 'ana',
      name: 'Ana Lima',
      role: 'Lead',
      teams: ['shop'],
      contacts: [
        { kind: 'phone', value: '+351 21 000' },
        { kind: 'email', value: 'ana@a.example' },
      ],
    },
    context,
  );
  addLeave(doc, { id: 'l', person: 'ana', from: '2026-11-20', to: '2026-11-30' }, context);
  addLeave(doc, { id: 'past', person: 'ana', from: '2026-01-01', to: '2026-01-02' }, context);
  addGroup(
    doc,
    {
      id: 'g',
      component: 'web',
      needs: 1,
      members: ['db-1', 'db-2'],
      standby: ['db-2'],
      failoverByHand: true,
    },
    context,
  );
  connect(doc, 'db-1', 'dns', {}, context);
  connect(doc, 'db-2', 'dns', {}, context);
  connect(doc, 'web', 'old', { kind: 'soft' }, context);
  editComponent(doc, 'dns', { domains: ['eu-a'] }, context);
  setKnowledge(doc, { person: 'ana', component: 'web', level: 'lead', on: '2026-10-01' }, context);
  deleteMapItem(doc, 'components', 'old', context);
  return doc;
}

function mapSource(doc: Y.Doc) {
  return sourceOf({ map: (target) => applyUpdate(target, encodeStateAsUpdate(doc)) });
}

describe('the map in a bundle', () => {
  it('says who there is, how to reach them, and that they are away', async () => {
    const { flat, report } = await built(mapSource(shop()));
    expect(report).toMatchObject({ components: 4, leftOut: [], unreadable: [] });
    expect(flat).toContain('<a href="tel:+35121000">+351 21 000</a>');
    expect(flat).toContain('+351 21 000</a>, <a href="mailto:');
    expect(flat).toContain('<a href="mailto:ana@a.example">ana@a.example</a>');
    expect(flat).toContain('<td>2026-11-20 to 2026-11-30</td>');
    expect(flat).not.toContain('2026-01-01');
    expect(flat).toContain('chat: #shop');
    expect(flat).toContain('Ana Lima (away when this file was made)');
  });

  it('says what is still to be done, which findings people live with, and which drills they leave out', async () => {
    const doc = shop();
    const by = { nowMs: 5, by: 'Ana', today: '2026-11-01' };
    addMapTask(doc, { id: 'a', text: 'Train <b>Ben</b>', due: '2026-12-01', component: 'web' }, by);
    addMapTask(doc, { id: 'b', text: 'Long done' }, by);
    changeMapTask(doc, 'b', { state: 'done' }, by);
    const said = { finding: 'spof/dns', until: '2026-12-24', reason: 'Being replaced' };
    acceptFinding(doc, said, by);
    excludeScenario(
      doc,
      {
        component: 'web',
        scenario: 'vendor-outage',
        until: '2027-03-31',
        reason: 'No <i>vendor</i>',
      },
      by,
    );
    const { flat } = await built(mapSource(doc));
    expect(flat).toContain('<li><a href="#map-to-do">Map: to do, accepted and left out</a></li>');
    expect(flat).toContain('Train &lt;b&gt;Ben&lt;/b&gt;</span> (Website, due 2026-12-01)');
    expect(flat).toContain('Being replaced</span> (until 2026-12-24, accepted by Ana)');
    expect(flat).toContain(
      '<li>Website, vendor outage: <span dir="auto">No &lt;i&gt;vendor&lt;/i&gt;</span> (until 2027-03-31, said by Ana)</li>',
    );
    expect(flat).not.toContain('Long done');
    expect((await built(mapSource(shop()))).flat).not.toContain('map-to-do');
  });

  it('lays out components by layer, with what they need and who needs them', async () => {
    const { flat } = await built(mapSource(shop()));
    for (const id of [
      'map-spofs',
      'map-hardware',
      'map-network',
      'map-software',
      'map-domains',
      'map-aside',
    ]) {
      expect(flat).toContain(`<article class="runbook" id="${id}"`);
      expect(flat).toContain(`<li><a href="#${id}">`);
    }
    expect(flat).toContain('<h3 id="component-web" dir="auto">Website</h3>');
    expect(flat).toContain('available 99.99 %, back within 15 min');
    expect(flat).toContain(
      '1 of 2: <a href="#component-db-1" dir="auto">Database 1</a>, <a href="#component-db-2" dir="auto">Database 2</a> (standby). The failover is started by hand.',
    );
    expect(flat).toContain('<dt>Fails together with</dt><dd>Zone A, Europe</dd>');
    expect(flat).toContain('<li>Website → Old: Old (deleted)</li>');
    expect(flat).toContain('Nobody is known to be able to operate it.');
  });

  it('names the single points of failure of what matters, also hidden ones', async () => {
    const { flat } = await built(mapSource(shop()));
    expect(flat).toContain(
      '<li><a href="#component-web" dir="auto">Website</a>: Europe, Resolver, Zone A</li>',
    );
  });

  it('is not there where there is no map, and small where it is empty', async () => {
    expect((await built(sourceOf({}))).flat).not.toContain('map-spofs');
    const empty = await built(sourceOf({ map: (doc) => void doc.getMap('meta').set('x', 1) }));
    expect(empty.flat).not.toContain('map-spofs');
    expect(empty.report).toMatchObject({ components: 0, leftOut: [] });
  });

  it('survives a map of any shape', async () => {
    const { report } = await built(
      sourceOf({
        map: (doc) => {
          doc.getMap('components').set('a/name', 5);
          doc.getMap('components').set('a/links/javascript:x', 'x');
          doc.getMap('people').set('p/name', null);
          doc.getMap('groups').set('g/component', 'a');
          doc.getMap('groups').set('g/needs', -1);
        },
      }),
    );
    expect(report.unreadable).toEqual([]);
  });
});
