import { describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import {
  changeAction,
  mergeInto,
  setAffected,
  setRole,
  setStatus,
} from '../model/incident-commands.ts';
import { correct, declareIncident, type NewIncident, say } from '../model/incident-say.ts';
import { nameSeverity, putRole } from '../model/incident-names.ts';
import { setIncidentArchived } from '../model/incident.ts';
import { person } from '../model/run-fixture.ts';
import { describeWorkspace } from '../model/workspace.ts';
import { built, madeAtMs, runbook, sourceOf } from './bundle-fixture.ts';
import { verifyBundle } from './verify-bundle.ts';

const first = '01j00000000000000000000000';
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const beganMs = madeAtMs - 60 * minuteMs;

function incident(
  fields: Partial<NewIncident> = {},
  more: (doc: Y.Doc) => void = () => undefined,
  atMs = beganMs,
): (doc: Y.Doc) => void {
  return (doc) => {
    declareIncident(doc, { title: 'Checkout fails', severity: 1, ...fields }, person('Ana', atMs));
    more(doc);
  };
}

function resolvedAt(atMs: number): (doc: Y.Doc) => void {
  return (doc) => void setStatus(doc, 'resolved', person('Ana', atMs), 'fixed');
}

describe('incidents in a bundle', () => {
  it('call roles and severities what the workspace calls them', async () => {
    const { flat } = await built(
      sourceOf({
        workspace: (doc) => {
          putRole(doc, { id: 'commander', name: 'Lead', instructions: '' });
          nameSeverity(doc, { severity: 1, short: 'P1', long: '' });
        },
        [`incident:${first}`]: incident({ takeCommand: true }),
      }),
    );
    expect(flat).toContain('P1 Checkout fails</h2>');
    expect(flat).toContain('Ana is Lead');
    expect(flat).toContain('Lead of “Checkout fails”');
    expect(flat).not.toContain('SEV1');
    expect(flat).not.toContain('Incident Commander');
  });

  it('are there while they are live, with all that people need to go on', async () => {
    const { flat, report, bytes } = await built(
      sourceOf({
        'runbook:a': runbook({ title: 'Failover', body: `[the incident](/incidents/${first})` }),
        [`incident:${first}`]: incident({ takeCommand: true }, (doc) => {
          const at = (minutes: number) => person('Ben', beganMs + minutes * minuteMs);
          setRole(doc, 'scribe', 'Cy', true, at(1));
          setAffected(doc, 'payments', true, at(2));
          setStatus(doc, 'identified', at(3), 'bad <deploy>');
          say(doc, { kind: 'note', text: 'first words' }, at(4));
          say(doc, { kind: 'decision', text: 'roll back' }, at(5));
          const action = say(doc, { kind: 'action', text: 'Raise the limit' }, at(6));
          const done = say(doc, { kind: 'action', text: 'Call the vendor' }, at(7));
          if (!action.ok || !done.ok) throw new Error('not said');
          changeAction(doc, action.stamp.id, { owner: 'Dee', due: '2026-11-30' }, at(8));
          changeAction(doc, done.stamp.id, { state: 'done' }, at(9));
          doc.getText('notes').insert(0, 'Ask **Eve** first.');
        }),
      }),
    );
    expect(report).toMatchObject({ liveIncidents: 1, leftOut: [], unreadable: [] });
    expect(verifyBundle(bytes)).toMatchObject({ kind: 'fits' });
    expect(flat).toContain('1 runbook, 1 live incident');
    const article = /<article class="runbook" id="incident-.*?<\/article>/.exec(flat)?.[0] ?? '';
    expect(article).toContain('SEV1 Checkout fails</h2>');
    expect(article).toContain('<dt>Incident Commander</dt><dd>Ana</dd>');
    expect(article).toContain('<dt>Scribe</dt><dd>Cy</dd>');
    expect(article).toContain('<dt>Affected</dt><dd>payments</dd>');
    expect(article).toContain('bad &lt;deploy&gt;');
    expect(article).toContain('Raise the limit (owner Dee, due 2026-11-30)</li>');
    expect(article).not.toContain('Call the vendor</li>');
    expect(article).toContain('Ask <strong>Eve</strong> first.');
    expect(article.indexOf('first words')).toBeLessThan(article.indexOf('roll back'));
    expect(flat).toContain(`<a href="#incident-${first}">the incident</a>`);
    expect(flat).toContain('<td dir="auto">Cy</td><td></td><td>Scribe of “Checkout fails”</td>');
  });

  it('are listed by gravity, drills last and marked, resolved ones of two weeks in short', async () => {
    const { flat, report } = await built(
      sourceOf({
        'incident:drill': incident({ title: 'A practice', drill: true }),
        'incident:low': incident({ title: 'A slow page', severity: 3 }),
        'incident:high': incident({ title: 'All is down' }),
        'incident:lately': incident({ title: 'Mended' }, resolvedAt(madeAtMs - dayMs)),
        'incident:past': incident({ title: 'Long past' }, resolvedAt(madeAtMs - 15 * dayMs)),
        'incident:away': incident({ title: 'Put away' }, (doc) => {
          setIncidentArchived(doc, true);
        }),
      }),
    );
    expect(report.liveIncidents).toBe(3);
    const ids = Array.from(flat.matchAll(/<article class="runbook" id="([^"]+)"/g), ([, id]) => id);
    expect(ids).toEqual(['incident-high', 'incident-low', 'incident-drill']);
    expect(flat).toContain('Drill: SEV1 A practice</h2>');
    expect(flat).toContain('Yes, no real outage');
    expect(flat).toMatch(/Mended<\/span>, resolved <time/);
    expect(flat).not.toContain('Long past');
    expect(flat).not.toContain('Put away');
  });

  it('show a duplicate with the one that stands for it', async () => {
    const { flat, report } = await built(
      sourceOf({
        'incident:1': incident(),
        'incident:2': incident({ title: 'Cards refused' }, (doc) => {
          say(doc, { kind: 'note', text: 'seen by the bank, too' }, person('Ben', beganMs));
          mergeInto(doc, 'incident:2', 'incident:1', person('Ben', beganMs + minuteMs));
        }),
      }),
    );
    expect(report.liveIncidents).toBe(1);
    expect(flat).not.toContain('id="incident-2"');
    expect(flat).toContain('<dt>Also declared as</dt><dd>Cards refused</dd>');
    expect(flat).toContain('Also declared as: Cards refused</h3>');
    expect(flat).toContain('seen by the bank, too');
    expect(flat).toContain('the same as <a href="#incident-1" dir="auto">Checkout fails</a>');
  });

  it('keep the last entries of a long timeline, and say what is missing', async () => {
    const { flat } = await built(
      sourceOf({
        'incident:1': incident({}, (doc) => {
          for (let at = 1; at <= 502; at += 1) {
            say(doc, { kind: 'note', text: `word ${at}.` }, person('Ben', beganMs + at));
          }
          const output = 'x'.repeat(4_500);
          say(doc, { kind: 'output', text: output }, person('Ben', beganMs + 503));
        }),
      }),
    );
    expect(flat).toContain('The last 500 entries. 4 before them are not in this file.');
    expect(flat).not.toContain('word 3.');
    expect(flat).toContain('word 4.');
    expect(flat).toContain('Cut: it has 4,500 characters in all.');
  });

  it('show what was corrected, struck out, and not settled', async () => {
    const { flat } = await built(
      sourceOf({
        'incident:1': incident({}, (doc) => {
          const note = say(doc, { kind: 'note', text: 'zone A' }, person('Ben', beganMs + 1));
          const wrong = say(doc, { kind: 'note', text: 'it is fixed' }, person('Ben', beganMs + 2));
          if (!note.ok || !wrong.ok) throw new Error('not said');
          correct(doc, note.stamp.id, { text: 'zone B' }, person('Ana', beganMs + 3));
          correct(doc, wrong.stamp.id, { withdrawn: true }, person('Ana', beganMs + 4));
        }),
      }),
    );
    expect(flat).toContain('(corrected by Ana; first: zone A)');
    expect(flat).toContain('>zone B</div>');
    expect(flat).toContain('<del>note</del><span class="dim">(withdrawn by Ana)');
  });
});

describe('the front of a bundle', () => {
  it('is titled by what people call the workspace', async () => {
    const { flat } = await built(
      sourceOf({
        workspace: (doc) => void describeWorkspace(doc, { name: 'Larkspur <Supply>' }),
      }),
    );
    expect(flat).toContain('<h1 dir="auto">Larkspur &lt;Supply&gt;: emergency bundle</h1>');
    expect(flat).toContain('<title>Larkspur &lt;Supply&gt;: emergency bundle');
    expect(flat).toContain('<dt>Workspace</dt><dd>demo</dd>');
    expect(flat).toContain('<meta name="holdfast-workspace" content="demo">');
  });

  it('lists no addresses of a site among the alerts', async () => {
    const { flat } = await built(
      sourceOf({
        'runbook:a': runbook({
          title: 'A',
          body: '---\nalert: KubeMemoryOvercommit\naliases: [/kubememovercommit/]\n---\n',
        }),
      }),
    );
    expect(flat).toContain('<td>KubeMemoryOvercommit</td>');
    expect(flat).not.toContain('<td>/kubememovercommit/</td>');
  });
});
