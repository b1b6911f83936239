import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { linkAlerts, linkedAlerts } from './runbook-alerts.ts';
import { readRunbook, runbookForAlert, createRunbook } from './runbook.ts';

it('links alerts beside the text: two people who link at once both do, and the text stays', () => {
  const a = new Y.Doc();
  const body = '---\nalerts: [Written]\n---\ntext\n';
  createRunbook(a, { title: 'x', body }, 1, 'Ana');
  const b = new Y.Doc();
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  expect(linkAlerts(a, ['PgDown', 'Written', ''])).toBe(true);
  expect(linkAlerts(b, ['PgLag', '__proto__'])).toBe(true);
  Y.applyUpdate(a, Y.encodeStateAsUpdate(b));
  expect(linkAlerts(a, ['PgDown', 'PgLag'])).toBe(false);
  expect(readRunbook(a).alerts).toEqual(['Written', 'PgDown', 'PgLag', '__proto__']);
  expect(readRunbook(a).body).toBe(body);
  a.getMap('alerts').set('junk', 'x');
  expect(linkedAlerts(a)).not.toContain('junk');
});

it.each(['KubePodCrashLooping', 'Disk: full, at 100 %', '"quoted" #1'])(
  'makes a runbook that answers to %s',
  (alert) => {
    const doc = new Y.Doc();
    expect(createRunbook(doc, runbookForAlert(alert), 1, 'Ana').ok).toBe(true);
    expect(readRunbook(doc)).toMatchObject({
      title: alert,
      titleFrom: 'front-matter',
      alerts: [alert],
    });
  },
);
