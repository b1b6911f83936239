import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { textHash } from './ids.ts';
import { connect, deleteMapItem } from './map-commands.ts';
import { mapContext, mapOf } from './map-fixture.ts';
import { project } from './project.ts';
import { projectionSchema } from './projection.ts';
import { createRunbook } from './runbook.ts';
import { describeWorkspace, putRelay, removeRelay } from './workspace.ts';

describe('project', () => {
  it('shows a runbook', () => {
    const doc = new Y.Doc();
    const body = '## Meaning\n\nThe primary is gone. Writes fail.\n\n```sh\npatronictl list\n```\n';
    createRunbook(doc, { title: 'PostgreSQL failover', body, owners: ['Ana'] }, 7, 'Ana');
    const shown = project('runbook:01a', doc);
    expect(shown).toEqual({
      kind: 'runbook',
      title: 'PostgreSQL failover',
      owners: ['Ana'],
      tags: [],
      components: [],
      alerts: [],
      aliases: [],
      version: textHash(body),
      reviews: [],
      reviewInDays: 90,
      fileReviewedAtMs: 0,
      archived: false,
      openComments: 0,
      openSuggestions: 0,
      template: false,
      createdAtMs: 7,
      changedAtMs: 7,
      changedBy: 'Ana',
      sourcePath: '',
      links: [],
      text: 'Meaning\nThe primary is gone. Writes fail.\n\tpatronictl list',
      summary: 'The primary is gone. Writes fail.',
    });
    expect(projectionSchema.parse(shown)).toEqual(shown);
  });

  it('shows a workspace and its relays by address', () => {
    const doc = new Y.Doc();
    describeWorkspace(doc, { name: 'Larkspur', description: 'A shop' });
    const relay = { label: 'B', region: 'r2', provider: 'p' };
    putRelay(doc, { url: 'wss://b.example/', ...relay });
    putRelay(doc, { url: 'wss://a.example', ...relay });
    expect(putRelay(doc, { url: 'javascript:x', ...relay })).toMatchObject({
      reason: 'no-address',
    });
    removeRelay(doc, 'wss://a.example');
    doc.getMap('relays').set('wss://c.example', 'not an object');
    const shown = project('workspace', doc);
    expect(shown).toEqual({
      kind: 'workspace',
      title: 'Larkspur',
      description: 'A shop',
      relays: [{ url: 'wss://b.example', ...relay }],
      incidentNames: { roles: [], severities: [] },
      incidentTemplates: { own: [], removed: [] },
    });
    expect(projectionSchema.parse(shown)).toEqual(shown);
  });

  it('shows the map, without what is deleted', () => {
    const doc = mapOf({ id: 'web', name: 'Website', aliases: ['shop'] }, 'db', 'old');
    connect(doc, 'web', 'db', {}, mapContext());
    deleteMapItem(doc, 'components', 'old', mapContext('Bo', 2_000));
    const shown = project('map', doc);
    expect(shown).toEqual({
      kind: 'map',
      title: 'Map',
      components: [
        { id: 'db', name: 'db', layer: 'software' },
        { id: 'web', name: 'Website', layer: 'software', aliases: ['shop'] },
      ],
      people: [],
      dependencies: 1,
      groups: 0,
      domains: 0,
      setAside: 0,
      problems: 0,
      changedAtMs: 2_000,
      changedBy: 'Bo',
    });
    expect(projectionSchema.parse(shown)).toEqual(shown);
  });

  it('never throws', () => {
    expect(project('drill:01a', new Y.Doc())).toEqual({ kind: 'unknown', title: 'drill:01a' });
    const clash = new Y.Doc();
    clash.getArray('meta');
    expect(project('runbook:01a', clash)).toEqual({ kind: 'unknown', title: 'runbook:01a' });
    expect(project('runbook:01a', new Y.Doc())).toMatchObject({ title: 'Untitled runbook' });
  });
});
