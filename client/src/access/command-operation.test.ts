import { expect, it } from 'vitest';
import { commandOperation } from './command-operation.ts';

it.each([
  ['edit', 'edit', true],
  ['archive', 'edit', true],
  ['incident-archive', 'edit', true],
  ['create', 'edit', false],
  ['map-delete', 'edit', true],
  ['map-undo', 'edit', true],
  ['declare', 'append', false],
  ['run', 'append', false],
  ['incident-note', 'append', true],
  ['incident-severity-1', 'append', true],
  ['step-done', 'append', true],
  ['comment', 'append', true],
] as const)('%s asks for %s', (id, operation, isHere) => {
  expect(commandOperation(id)).toEqual({ operation, isHere });
});

it.each(['go-map', 'history', 'print', 'incident-report', 'step-next', 'comments', 'export-all'])(
  '%s is for everybody',
  (id) => {
    expect(commandOperation(id)).toBeUndefined();
  },
);
