import fc from 'fast-check';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { EntryProof } from '../access/entry-proof.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { appendEntry } from '../model/entries.ts';
import {
  changeAction,
  setAffected,
  setRole,
  setSeverity,
  setStatus,
} from '../model/incident-commands.ts';
import { correct, declareIncident, say } from '../model/incident-say.ts';
import { readIncident } from '../model/incident.ts';
import { person } from '../model/run-fixture.ts';
import { incidentAsJson, readExportedIncident } from './exported-incident.ts';
import { incidentMarkdown } from './incident-markdown.ts';

const startMs = Date.parse('2026-11-27T10:00:00Z');
const at = (minutes: number, name = 'Ana') => person(name, startMs + minutes * 60_000);
const markdownOf = (doc: Y.Doc): string =>
  incidentMarkdown(readExportedIncident('incident:01a', doc));

function declared(title = 'Checkout is down'): Y.Doc {
  const doc = new Y.Doc();
  declareIncident(doc, { title, severity: 1, components: ['checkout'], takeCommand: true }, at(0));
  return doc;
}

describe('an incident as Markdown', () => {
  it('tells what it was, its times, what was decided, and what is left', () => {
    const doc = declared();
    say(doc, { kind: 'decision', text: 'Fail over to B' }, at(20, 'Bo'), startMs + 5 * 60_000);
    say(doc, { kind: 'output', text: 'a\n```\nb' }, at(6));
    say(doc, { kind: 'link', url: 'https://x.example/<b>', text: 'Graph' }, at(7));
    const action = say(doc, { kind: 'action', text: 'Test the failover' }, at(8));
    if (action.ok)
      changeAction(doc, action.stamp.id, { owner: 'Bo', due: '2026-12-01', state: 'done' }, at(9));
    setRole(doc, 'scribe', 'Cy', true, at(9));
    setStatus(doc, 'resolved', at(60), 'It works again');
    doc.getText('postmortem').insert(0, '### Why\n\nA full disk.');
    doc.getText('notes').insert(0, 'Bridge: 1234');
    const text = markdownOf(doc);
    for (const line of [
      '# Checkout is down',
      '- **Severity**: SEV1',
      '- **Status**: resolved',
      '- **Declared**: 2026-11-27 10:00:00 UTC by Ana',
      '- **Incident Commander**: Ana',
      '- **Scribe**: Cy',
      '- **Time to resolve**: 1 h',
      '- [x] Test the failover (owner Bo, due 2026-12-01)',
      '- 2026-11-27 10:05:00 UTC, **Bo**: decision _(posted 2026-11-27 10:20:00 UTC)_\n\n  > Fail over to B',
      '  ````\n  a\n  ```\n  b\n  ````',
      '**Ana**: link <https://x.example/%3Cb%3E>\n\n  > Graph',
      '## Post-mortem\n\n### Why\n\nA full disk.',
      '## Notes\n\nBridge: 1234',
    ])
      expect(text).toContain(line);
    expect(text.indexOf('decision')).toBeLessThan(text.indexOf('a\n  ```'));
  });

  it('shows corrections with what was said first, and what was withdrawn', () => {
    const doc = declared();
    const [note, wrong] = [
      say(doc, { kind: 'note', text: 'At 9' }, at(1)),
      say(doc, { kind: 'note', text: 'Never' }, at(2)),
    ];
    if (!note.ok || !wrong.ok) throw new Error('refused');
    correct(doc, note.stamp.id, { text: 'At 10', happenedAtMs: startMs - 60_000 }, at(3, 'Bo'));
    correct(doc, wrong.stamp.id, { withdrawn: true }, at(4, 'Bo'));
    const text = markdownOf(doc);
    expect(text).toContain(
      '- 2026-11-27 09:59:00 UTC, **Ana**: note _(posted 2026-11-27 10:01:00 UTC; corrected by Bo; first: At 9)_\n\n  > At 10',
    );
    expect(text).toContain('~~note~~ _(withdrawn by Bo)_');
  });

  it('holds a post-mortem and notes in their sections, and no heading twice', () => {
    const doc = declared();
    say(doc, { kind: 'action', text: 'Test the failover' }, at(8));
    doc.getText('postmortem').insert(0, '## Summary\n\n## Timeline\n\n## Action items\n');
    doc.getText('notes').insert(0, '# Bridge\n');
    const headings = [...markdownOf(doc).matchAll(/^#+ .*$/gmu)].map(([line]) => line);
    expect(headings).toEqual([
      '# Checkout is down',
      '## Times',
      '## Post-mortem',
      '### Summary',
      '### Timeline',
      '### Action items',
      '## Action items as they stand',
      '## Whole timeline',
      '## Notes',
      '### Bridge',
    ]);
  });

  it('says what is not settled', () => {
    const doc = declared();
    const other = new Y.Doc();
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
    setSeverity(doc, 2, at(1));
    setSeverity(other, 3, at(2, 'Bo'));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
    expect(markdownOf(doc)).toContain(
      '- **Severity**: SEV3 (not settled: SEV2 by Ana, SEV3 by Bo)',
    );
  });

  it('is one document whatever people wrote: nothing becomes a heading or HTML of ours', () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('# a', '<b>', '```', '---', '> x', '- [ ] y', '\n# b'),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), words, (texts, title) => {
        const doc = declared(title.trim() === '' ? undefined : title.slice(0, 100));
        for (const text of texts) {
          say(doc, { kind: 'note', text }, at(1));
          say(doc, { kind: 'output', text }, at(1));
          say(doc, { kind: 'action', text }, at(1));
        }
        const headings = parseMarkdown(markdownOf(doc)).children.filter(
          ({ type }) => type === 'heading' || type === 'html',
        );
        const withActions = texts.some((text) => text.trim() !== '');
        expect(headings.length).toBeLessThanOrEqual(withActions ? 4 : 3);
      }),
      { examples: [[['\u0000\r\u0000', '# a'], '# a']] },
    );
  });
});

describe('an incident as JSON', () => {
  it('says nothing where nobody said how bad it was', () => {
    const doc = new Y.Doc();
    appendEntry(
      doc.getArray('entries'),
      { kind: 'declared', title: 'Long ago', severity: 3, severityStated: false },
      at(0),
    );
    const exported = readExportedIncident('incident:01a', doc);
    expect(incidentAsJson(exported)).toMatchObject({ severity: null });
    expect(incidentMarkdown(exported)).toContain('**Severity**: Severity not stated');
  });

  it('has all entries and derived values, and is plain', () => {
    const doc = declared();
    const json = incidentAsJson(readExportedIncident('incident:01a', doc));
    expect(JSON.parse(JSON.stringify(json))).toMatchObject({
      format: 'holdfast-incident-1',
      document: 'incident:01a',
      title: 'Checkout is down',
      severity: 1,
      roles: [{ role: 'commander', person: 'Ana' }],
      milestones: { started: '2026-11-27T10:00:00.000Z' },
      entries: [{ kind: 'declared' }, { kind: 'component' }, { kind: 'role' }],
    });
  });
});

describe('what was merged into an incident', () => {
  function twin(): Y.Doc {
    const doc = declared('Payments *hang*');
    say(doc, { kind: 'note', text: 'seen by the bank' }, at(5, 'Cy'));
    say(doc, { kind: 'action', text: 'tell the bank' }, at(6, 'Cy'));
    setAffected(doc, 'payments', true, at(6, 'Cy'));
    doc.getText('notes').insert(0, 'Bank: 5678');
    return doc;
  }

  it('is told in order with all else, and says where it is from', () => {
    const doc = declared();
    say(doc, { kind: 'note', text: 'first here' }, at(3));
    say(doc, { kind: 'note', text: 'last here' }, at(9));
    const merged = [readExportedIncident('incident:01b', twin())];
    const exported = readExportedIncident('incident:01a', doc, {
      merged,
      unread: ['incident:01c'],
    });
    const text = incidentMarkdown(exported);
    const places = ['first here', 'seen by the bank', 'last here'].map((one) => text.indexOf(one));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
    for (const line of [
      '- **Also declared as**: “Payments \\*hang\\*” (incident:01b)',
      '- **Not in this file, since it could not be read**: incident:01c',
      '- **Affected**: checkout, payments',
      '**Cy**: note _(in “Payments \\*hang\\*”)_',
      '- [ ] tell the bank (in “Payments \\*hang\\*”)',
      '## Notes of “Payments \\*hang\\*”\n\nBank: 5678',
    ]) {
      expect(text).toContain(line);
    }
    expect(incidentAsJson(exported)).toMatchObject({
      document: 'incident:01a',
      merged: [{ document: 'incident:01b', notes: 'Bank: 5678' }],
      unread: ['incident:01c'],
    });
  });
});

it('calls roles and severities what the workspace calls them', () => {
  const doc = declared();
  setSeverity(doc, 2, at(2));
  setRole(doc, 'dba', 'Bo', true, at(3));
  const names = {
    roles: [
      { id: 'commander', name: 'Lead', instructions: '' },
      { id: 'dba', name: 'Database *lead*', instructions: '' },
    ],
    severities: [{ severity: 2 as const, short: 'P2', long: '' }],
  };
  const exported = readExportedIncident('incident:01a', doc, { names });
  const text = incidentMarkdown(exported);
  for (const line of [
    '- **Severity**: P2',
    '- **Lead**: Ana',
    '- **Database \\*lead\\***: Bo',
    '**Ana**: severity P2',
    '**Ana**: declared SEV1',
    'Bo is Database \\*lead\\*',
  ]) {
    expect(text).toContain(line);
  }
  expect(text).not.toContain('Incident Commander');
  expect(incidentAsJson(exported)).toMatchObject({
    severity: 2,
    severityName: 'P2',
    roles: [
      { role: 'commander', name: 'Lead', person: 'Ana' },
      { role: 'dba', name: 'Database *lead*', person: 'Bo' },
    ],
  });
});

it('says it also with what rests on them: corrections, roles and what is left to do', () => {
  const doc = declared();
  const note = say(doc, { kind: 'note', text: 'Looking' }, at(5));
  if (!note.ok) throw new Error('not said');
  const before = doc.getArray('entries').length;
  correct(doc, note.stamp.id, { text: 'Sleeping' }, at(6));
  say(doc, { kind: 'action', text: 'Pay' }, at(7));
  setRole(doc, 'scribe', 'Zed', true, at(8));
  const { entries } = readIncident(doc);
  const text = incidentMarkdown(
    readExportedIncident('incident:01a', doc, {
      proofs: new Map(entries.slice(before).map(({ id }) => [id, { state: 'unsigned' as const }])),
    }),
  );
  const doubt = '**Not signed: nobody can tell whether Ana wrote it**';
  expect(text).toContain(`corrected by Ana (${doubt})`);
  expect(text).toContain(`- [ ] Pay (${doubt})`);
  expect(text).toContain(`Zed (${doubt})`);
});

it('says of whom entries are where the workspace has keys, and nothing of that where it has none', () => {
  const doc = declared();
  const said = say(doc, { kind: 'note', text: 'Sell *everything*' }, at(5));
  const noted = say(doc, { kind: 'note', text: 'Looking' }, at(6));
  if (!said.ok || !noted.ok) throw new Error('not said');
  const by = { name: 'Bob_1', label: 'Phone' };
  const exported = readExportedIncident('incident:01a', doc, {
    proofs: new Map<string, EntryProof>([
      [said.stamp.id, { state: 'forged', why: 'other-device', by }],
      [noted.stamp.id, { state: 'signed', by: { name: 'Ana', label: '' }, id: 'ana_2' }],
    ]),
  });
  const text = incidentMarkdown(exported);
  expect(text).toContain('_(**Not written by Ana: signed by Bob\\_1’s device “Phone”**)_');
  expect(text).toContain(
    '- **Signatures**: 1 of 2 entries signed by a device of whom they name; 1 may not be',
  );
  expect(text.match(/signed by/giu)).toHaveLength(2);
  expect(text).toContain('**Ana (ana\\_2)**: ');
  expect(incidentAsJson(exported)['authorship']).toMatchObject({
    [said.stamp.id]: { state: 'forged', why: 'other-device', by },
  });
  expect(markdownOf(doc)).not.toContain('igned');
  expect(incidentAsJson(readExportedIncident('incident:01a', doc))).not.toHaveProperty(
    'authorship',
  );
});
