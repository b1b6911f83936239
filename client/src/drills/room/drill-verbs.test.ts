import { describe, expect, test } from 'vitest';
import { drillChoices, drillVerbs, readDrillLine } from './drill-verbs.ts';

const nowMs = new Date('2026-11-28T15:00:00').getTime();
const at = (time: string) => new Date(`2026-11-28T${time}:00`).getTime();
const read = (text: string) => readDrillLine(text, nowMs).typed;

describe('what is typed in a drill', () => {
  test('is a note, unless it begins with a verb', () => {
    expect(read('the lights went out')).toEqual({
      kind: 'say',
      what: 'note',
      text: 'the lights went out',
    });
    expect(read('/etc/hosts is wrong')).toMatchObject({ what: 'note' });
    expect(read('/finding no alert rang')).toMatchObject({ what: 'finding' });
    expect(read('/action page the lead')).toEqual({ kind: 'action', text: 'page the lead' });
    expect(read('/nonsense')).toMatchObject({ kind: 'problem' });
  });

  test('sets moments: now, at a time, or that nobody knows', () => {
    expect(read('/started')).toEqual({ kind: 'moment', which: 'started', atMs: undefined });
    expect(read('/restored 14:05')).toEqual({
      kind: 'moment',
      which: 'restored',
      atMs: at('14:05'),
    });
    expect(read('/data-point unknown')).toEqual({ kind: 'moment', which: 'data-point', atMs: 0 });
    expect(read('/detected soon')).toMatchObject({ kind: 'problem' });
    expect(readDrillLine('/at 14:10 /detected', nowMs)).toEqual({
      typed: { kind: 'moment', which: 'detected', atMs: undefined },
      atMs: at('14:10'),
    });
  });

  test('answers what was expected by its number', () => {
    expect(read('/observed 2 partly after a minute')).toEqual({
      kind: 'observed',
      line: 2,
      as: 'partly',
      text: 'after a minute',
    });
    expect(read('/observed 1 yes')).toMatchObject({ line: 1, as: 'yes', text: '' });
    expect(read('/observed 3 replicas lagged')).toMatchObject({ kind: 'problem' });
    expect(read('/observed replicas lagged')).toMatchObject({ line: undefined, as: 'no' });
    expect(read('/observed')).toMatchObject({ kind: 'problem' });
  });

  test('gives verdicts, and asks where none is named', () => {
    expect(read('/verdict failed not-held two minutes late')).toEqual({
      kind: 'verdict',
      outcome: 'failed',
      hypothesis: 'not-held',
      text: 'two minutes late',
    });
    expect(read('/verdict')).toMatchObject({ outcome: undefined });
    expect(read('/verdict pass')).toMatchObject({ outcome: 'passed', hypothesis: 'unknown' });
    expect(read('/verdict maybe')).toMatchObject({ kind: 'problem' });
    expect(read('/abort')).toEqual({ kind: 'abort', text: '' });
  });
});

test('choices are verbs, then what a verb asks for', () => {
  const sources = { expected: ['The replica leads'], runbooks: ['Fail over', 'Restore'] };
  expect(drillChoices('/', sources).map(({ label }) => label)).toEqual(
    drillVerbs.map((verb) => `/${verb}`),
  );
  expect(drillChoices('/observed ', sources)).toMatchObject([
    { label: '1', detail: 'The replica leads' },
  ]);
  expect(drillChoices('/observed 1 ', sources)).toHaveLength(3);
  expect(drillChoices('/run re', sources).map(({ label }) => label)).toEqual(['Restore']);
  expect(drillChoices('words', sources)).toEqual([]);
});
