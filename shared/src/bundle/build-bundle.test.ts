import { describe, expect, it } from 'vitest';
import { abortDrill, sayInDrill } from '../model/drill-commands.ts';
import { startDrill } from '../model/drill-start.ts';
import { person } from '../model/run-fixture.ts';
import type * as Y from 'yjs';
import { textHash } from '../model/ids.ts';
import { reviewRunbook } from '../model/review.ts';
import { putRelay } from '../model/workspace.ts';
import { built, madeAtMs, runbook, sourceOf } from './bundle-fixture.ts';
import { pageScript } from './page-script.ts';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3);

describe('a bundle', () => {
  it('holds every runbook with its fields, by title, archived ones last', async () => {
    const { flat: page, report } = await built(
      sourceOf({
        'runbook:b': runbook({ title: 'Disk is full', body: 'Make **room**.', owners: ['Tom'] }),
        'runbook:a': runbook({ title: 'Zone is lost', body: 'Fail over.', tags: ['network'] }),
        'runbook:c': (doc) => {
          runbook({ title: 'An old one', body: 'Past.' })(doc);
          doc.getMap('meta').set('archived', true);
        },
      }),
    );
    expect(report).toMatchObject({ runbooks: 3, unreadable: [], leftOut: [] });
    const ids = Array.from(page.matchAll(/<article class="runbook" id="([^"]+)"/g), ([, id]) => id);
    expect(ids).toEqual(['runbook-b', 'runbook-a', 'runbook-c']);
    expect(page).toContain('Make <strong>room</strong>.');
    expect(page).toContain('<dt>Owners</dt><dd>Tom</dd>');
    expect(page).toContain('3 runbooks, 1 of them archived');
  });

  it('shows the variables of a runbook as a table', async () => {
    const body =
      '---\nvariables:\n  host: {default: db-1, description: "The <old> primary"}\n  port: 5432\n---\n\nGo to `{{host}}`.\n';
    const { flat: page } = await built(sourceOf({ 'runbook:a': runbook({ title: 'A', body }) }));
    expect(page).toContain('<th scope="row"><code>host</code></th><td><code>db-1</code></td>');
    expect(page).toContain('The &lt;old&gt; primary');
    expect(page).toContain('<code>port</code></th><td><code>5432</code></td>');
  });

  it('says when and of what it was made, and no more than is known of its completeness', async () => {
    const source = sourceOf({ 'runbook:a': runbook({ title: 'A' }) });
    const linked = await built(source);
    expect(linked.flat).toContain(
      '<time id="made" datetime="2026-11-27T14:05:00.000Z">2026-11-27 14:05 UTC</time>',
    );
    expect(linked.flat).toContain('The browser copy of Ana');
    expect(linked.flat).toContain('Complete as far as is known');
    expect(linked.flat).toContain('It had everything of relay-a when this file was made.');

    const alone = await built(source, {
      copy: { linked: [], unlinked: [], unsent: 3, damaged: 1, equalAtMs: madeAtMs - 3_600_000 },
    });
    expect(alone.flat).not.toContain('Complete as far');
    expect(alone.flat).toContain('Changes may be missing');
    expect(alone.flat).toContain(
      'Last known equal to a relay’s copy: <time datetime="2026-11-27T13:05',
    );
    expect(alone.flat).toContain('3 changes that fewer relays have than promised');
    expect(alone.flat).toContain('1 record of the copy was damaged');

    const never = await built(source, {
      copy: { linked: [], unlinked: [], unsent: 0, damaged: 0 },
    });
    expect(never.flat).toContain('it is not known when this copy last had all');

    const relay = await built(source, {
      maker: { kind: 'relay', name: 'relay-a' },
      copy: { linked: ['relay-b'], unlinked: ['ws://c'], unsent: 0, damaged: 0 },
    });
    expect(relay.flat).toContain('Changes may be missing');
    expect(relay.flat).toContain('Not linked when this file was made: ws://c.');
  });

  it('names what it does not hold: unknown kinds, and what could not be read', async () => {
    const whole = sourceOf({
      'runbook:a': runbook({ title: 'A' }),
      'runbook:bad': runbook({ title: 'B' }),
      'runbook-history:a': (doc) => doc.getArray('versions').push([1]),
      'plan:a': (doc) => void doc.getMap('meta').set('x', 1),
      'drill-log': (doc) => doc.getArray('entries').push([1]),
      'later:1': (doc) => void doc.getMap('meta').set('x', 1),
      'later:2': (doc) => void doc.getMap('meta').set('x', 1),
    });
    const { flat: page, report } = await built({
      documents: whole.documents,
      read: (name) =>
        name === 'runbook:bad' ? Promise.reject(new Error('disk')) : whole.read(name),
    });
    expect(report).toMatchObject({
      runbooks: 1,
      unreadable: ['runbook:bad'],
      leftOut: [{ kind: 'later', count: 2 }],
    });
    expect(page).toContain('2 documents of kinds that this version cannot show: 2 × later.');
    expect(page).toContain('1 document that could not be read: runbook:bad.');
  });

  it('tells of drills that go on, also of those without a run, and of none that ended', async () => {
    const begun = (title: string, ends: boolean) => (doc: Y.Doc) => {
      startDrill(
        doc,
        { drillKind: 'game-day', title, hypothesis: 'Orders <go on>' },
        person('Cleo', madeAtMs),
      );
      sayInDrill(doc, { kind: 'finding', text: 'No alert' }, person('Dan', madeAtMs));
      if (ends) abortDrill(doc, 'Enough', person('Dan', madeAtMs));
    };
    const { flat, report } = await built(
      sourceOf({
        'runbook:a': runbook({ title: 'A' }),
        'drill:open': begun('Zone away', false),
        'drill:ended': begun('Zone back', true),
      }),
    );
    expect(report.openRuns).toBe(1);
    expect(flat).toContain('1 drill going on');
    expect(flat).toContain('Zone away');
    expect(flat).toContain('by Cleo, Dan');
    expect(flat).toContain('Believed beforehand: Orders &lt;go on&gt;');
    expect(flat).not.toContain('Zone back');
  });

  it('says so in its place when a runbook cannot be read any more while it is written', async () => {
    const whole = sourceOf({ 'runbook:a': runbook({ title: 'A title', body: 'words' }) });
    let reads = 0;
    const { flat: page, report } = await built({
      documents: whole.documents,
      read(name) {
        reads += 1;
        return reads > 1 ? Promise.reject(new Error('disk')) : whole.read(name);
      },
    });
    expect(report.unreadable).toEqual(['runbook:a']);
    expect(page).toContain('This runbook could not be read when the file was made.');
  });

  it('leads from alerts and other names to runbooks, and between runbooks', async () => {
    const { flat: page } = await built(
      sourceOf({
        'runbook:a': (doc) => {
          runbook({
            title: 'Lag',
            body: '---\nalerts: [ReplicaLag, "A&B"]\nalias: slow-db\n---\n[there](other.md#steps) [gone](lost.md) [app](/runbooks/01j00000000000000000000000#steps) [alert](/r/slow-db) [no](/r/none) [out](https://example.org/a?b=1&c=2) [here](#here)\n\n## Here\n',
          })(doc);
          doc.getMap('meta').set('sourcePath', 'team/lag.md');
        },
        'runbook:01j00000000000000000000000': (doc) => {
          runbook({ title: 'Other', body: '## Steps\n' })(doc);
          doc.getMap('meta').set('sourcePath', 'team/other.md');
        },
      }),
    );
    for (const name of ['ReplicaLag', 'A&amp;B', 'slow-db']) {
      expect(page).toContain(`<td>${name}</td>`);
    }
    expect(page.match(/href="#runbook-01j00000000000000000000000%2Fsteps"/g)).toHaveLength(2);
    expect(page).toContain('id="runbook-01j00000000000000000000000/steps"');
    expect(page).toContain('<a href="#runbook-a">alert</a>');
    expect(page).toContain('title="/r/none is not in this file"');
    expect(page).toContain('title="lost.md is not in this file"');
    expect(page).toContain('href="#runbook-a%2Fhere"');
    expect(page).toMatch(
      /href="https:\/\/example.org\/a\?b=1&#x26;c=2" target="_blank" rel="noopener noreferrer"/,
    );
  });

  it('shows images kept in the document, and only says where others are', async () => {
    const { flat: page } = await built(
      sourceOf({
        'runbook:a': (doc) => {
          const body =
            '![plan](images/plan.png) ![above](../above.png) ![far](https://example.org/x.png) ![not one](images/no.png)';
          runbook({ title: 'A', body })(doc);
          doc.getMap('images').set('images/plan.png', png);
          doc.getMap('images').set('../above.png', png);
          doc.getMap('images').set('images/no.png', Uint8Array.of(60, 115, 118, 103));
        },
      }),
    );
    expect(page).toContain('<img src="data:image/png;base64,iVBORw0KGgoBAgM=" alt="plan">');
    expect(page).toContain('<img src="data:image/png;base64,iVBORw0KGgoBAgM=" alt="above">');
    expect(page.match(/<img /g)).toHaveLength(2);
    expect(page).toContain('far (not in this file: https://example.org/x.png)');
  });

  it('lists people by what the documents say of them, and relays once each', async () => {
    const { flat: page } = await built(
      sourceOf({
        workspace: (doc) => {
          putRelay(doc, {
            url: 'wss://a.example.org',
            label: 'Relay A',
            region: 'eu',
            provider: '',
          });
        },
        'runbook:a': runbook({ title: 'A', owners: ['Ana'] }, 'Tom'),
        'runbook:b': runbook({ title: 'B', owners: ['Ana'] }, 'Tom'),
      }),
      { relays: ['wss://a.example.org', 'ws://127.0.0.1:4101'] },
    );
    expect(page).toMatch(/<td dir="auto">Ana<\/td><td><a[^>]+>A<\/a>, <a[^>]+>B<\/a><\/td>/);
    expect(page).toContain('<td dir="auto">Tom</td><td></td><td>last to change 2</td>');
    expect(page.match(/wss:\/\/a\.example\.org/g)).toHaveLength(1);
    expect(page).toContain('<li>ws://127.0.0.1:4101</li>');
  });

  it('says what the last review found, and whether the text was changed since', async () => {
    const reviewed = (doc: Y.Doc): void => {
      runbook({ title: 'A', body: 'one' })(doc);
      const review = { verdict: 'works' as const, version: textHash('one'), note: 'did it' };
      const context = {
        actor: { name: 'Tom', device: 'd' },
        nowMs: madeAtMs - 3_600_000,
        random: { bytes: (length: number) => new Uint8Array(length) },
      };
      reviewRunbook(doc, review, context);
    };
    const same = await built(sourceOf({ 'runbook:a': reviewed }));
    expect(same.flat).toMatch(
      /<dd>Works, <time[^>]+>2026-11-27 13:05 UTC<\/time> by Tom\. “did it”<\/dd>/,
    );
    const changed = await built(
      sourceOf({
        'runbook:a': (doc) => {
          reviewed(doc);
          doc.getText('body').insert(0, 'more ');
        },
      }),
    );
    expect(changed.flat).toContain('by Tom. The text was changed since. “did it”');
    expect(changed.flat).toContain('reviewed 1');
  });

  it('is made of an empty workspace, too', async () => {
    const { flat: page, report } = await built(sourceOf({}));
    expect(report.runbooks).toBe(0);
    expect(page).toContain('There is no runbook in this workspace.');
  });

  it('has a script that parses', () => {
    // oxlint-disable-next-line typescript/no-implied-eval -- It is only parsed, never run.
    expect(() => new Function(pageScript)).not.toThrow();
  });
});
