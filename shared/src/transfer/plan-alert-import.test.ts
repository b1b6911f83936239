import { describe, expect, it } from 'vitest';
import type { KnownRunbook } from '../finding/alert-names.ts';
import type { RunbookProjection } from '../model/projection.ts';
import { runbookProjection } from '../model/projection-fixture.ts';
import { planAlertImport } from './plan-alert-import.ts';

function runbook(id: string, part: Partial<RunbookProjection>): KnownRunbook {
  return { doc: `runbook:${id}`, runbook: runbookProjection({ title: id, ...part }) };
}

const runbooks = [
  runbook('crash', { sourcePath: 'content/runbooks/kubernetes/KubePodCrashLooping.md' }),
  runbook('other', { sourcePath: 'content/runbooks/other/KubePodCrashLooping.md' }),
  runbook('lag', { sourcePath: 'docs/Pg Lag.md', aliases: ['/pglagging/'] }),
  runbook('folder', { sourcePath: 'docs/etcd/_index.md' }),
  runbook('one-file', { sourcePath: 'mixin/runbook.md' }),
  runbook('titled', { title: 'KubeCPUOvercommit' }),
  runbook('said', { alerts: ['Said'], sourcePath: 'docs/said.md' }),
  runbook('old', { sourcePath: 'attic/docs/twice.md', archived: true }),
  runbook('new', { sourcePath: 'docs/twice.md' }),
];

function outcome(runbookUrl: string, name = 'Some'): string {
  const [decision] = planAlertImport([{ name, severity: '', summary: '', runbookUrl }], runbooks);
  if (decision === undefined) return '';
  if (decision.kind === 'several') return `several ${decision.docs.join(' ')}`;
  return 'doc' in decision ? `${decision.kind} ${decision.doc.slice(8)}` : decision.kind;
}

describe('planAlertImport', () => {
  it.each([
    [
      'https://runbooks.prometheus-operator.dev/runbooks/kubernetes/kubepodcrashlooping',
      'link crash',
    ],
    [
      'https://github.com/x/y/blob/main/content/runbooks/kubernetes/KubePodCrashLooping.md',
      'link crash',
    ],
    [
      'https://site.example/runbooks/kubernetes/kubepodcrashlooping/?from=alert#steps',
      'link crash',
    ],
    ['https://site.example/KubePodCrashLooping', 'several runbook:crash runbook:other'],
    ['https://wiki.example/docs/pg-lag.html', 'link lag'],
    ['https://wiki.example/Pg%20Lag', 'link lag'],
    ['https://wiki.example/pglagging', 'link lag'],
    ['https://wiki.example/docs/etcd/', 'link folder'],
    ['https://github.com/x/mixin/tree/master/runbook.md#alert-name-unheard', 'link one-file'],
    [
      'https://github.com/x/mixin/tree/master/runbook.md#alert-name-kubecpuovercommit',
      'link titled',
    ],
    ['https://relay.example/r/Said', 'link said'],
    ['https://relay.example/r/{{ $labels.alertname }}', 'linked said', 'Said'],
    ['https://relay.example/runbooks/lag', 'link lag'],
    ['https://wiki.example/docs/twice', 'link new'],
    ['https://wiki.example/attic/docs/twice', 'link old'],
    ['https://wiki.example/unheard-of', 'not-found'],
    ['not an address', 'not-found'],
    ['https://wiki.example', 'not-found'],
    ['', 'no-url'],
  ])('%s: %s', (url, expected, name = 'Some') => {
    expect(outcome(url, name)).toBe(expected);
  });

  it('counts the rules of one name together, and offers what is named alike', () => {
    const rule = {
      name: 'KubePodCrashes',
      severity: '',
      summary: '',
      runbookUrl: 'https://x.example/kubepodcrashloops',
    };
    expect(planAlertImport([rule, { ...rule, severity: 'critical' }], runbooks)).toEqual([
      {
        alert: 'KubePodCrashes',
        rules: 2,
        runbookUrl: rule.runbookUrl,
        kind: 'not-found',
        wanted: 'kubepodcrashloops',
        nearest: ['runbook:crash', 'runbook:other'],
      },
    ]);
  });
});
