import { expect, test } from 'vitest';
import { workspaceNameSchema } from './names.ts';

test.each([
  ['demo', true],
  ['acme-payments-2', true],
  ['device-2', true],
  ['device', false],
  ['Demo', false],
  ['-demo', false],
  ['', false],
])('may a workspace be called %j: %j', (name, may) => {
  expect(workspaceNameSchema.safeParse(name).success).toBe(may);
});
