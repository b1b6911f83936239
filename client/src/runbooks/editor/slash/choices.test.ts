import { expect, test } from 'vitest';
import { choicesFor, type SlashWorld } from './choices.ts';

const world: SlashWorld = {
  sourcePath: '',
  runbooks: [
    { name: 'runbook:1', title: 'DNS failover', sourcePath: '' },
    { name: 'runbook:2', title: 'Restore from backup', sourcePath: 'ops/restore.md' },
  ],
  incidents: [
    { name: 'incident:01j00000000000000000000001', title: 'Checkout fails', isLive: true },
    { name: 'incident:01j00000000000000000000002', title: 'Slow [checkout]', isLive: false },
  ],
  components: [{ name: 'orders-db' }],
  people: [{ name: 'Ana', id: 'ana' }, { name: 'Platform team' }],
  declared: ['host'],
  used: ['zone'],
};

const labels = (query: string) => choicesFor(query, world).map(({ label }) => label);

test('a slash alone offers what can be inserted, and nothing of the workspace', () => {
  expect(labels('')).toEqual([
    'Step',
    'Task',
    'Code block',
    'Note',
    'Tip',
    'Important',
    'Warning',
    'Caution',
    'Variable',
    'Timer',
    'Approval',
    'Table',
    'Diagram',
    'Image',
    'Link to a runbook',
    'Link to an incident',
    'Link to a component',
    'Link to a person',
  ]);
});

test('words find what they name, by other words and with slips too', () => {
  expect(labels('warn')).toEqual(['Warning']);
  expect(labels('shell')).toEqual(['Code block']);
  expect(labels('calluot')).toContain('Caution');
  expect(labels('restroe')).toEqual(['Restore from backup']);
  expect(labels('orders')).toEqual(['orders-db']);
  expect(labels('ana')).toContain('Ana');
  expect(labels('nothing of the kind')).toEqual([]);
});

test('a kind and a space show that kind alone', () => {
  expect(labels('runbook ')).toEqual(['DNS failover', 'Restore from backup']);
  expect(labels('runbook dns')).toEqual(['DNS failover']);
  expect(labels('person ')).toEqual(['Ana', 'Platform team']);
  expect(labels('incident ')).toEqual(['Checkout fails', 'Slow [checkout]']);
  expect(choicesFor('incident slow', world)[0]?.action).toEqual({
    kind: 'text',
    text: String.raw`[Slow \[checkout\]](/incidents/01j00000000000000000000002)`,
  });
  expect(labels('component xyz')).toEqual(['Nothing by that name']);
});

test('a variable is offered to be declared unless it is', () => {
  expect(labels('variable ')).toEqual(['{{host}}', '{{zone}}', 'Type the variable’s name']);
  expect(labels('variable node')).toEqual(['New variable node', 'Variable node']);
  expect(labels('variable host')).toEqual(['{{host}}']);
  expect(labels('variable a b')).toEqual(['Nothing by that name']);
});
