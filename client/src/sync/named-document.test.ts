import type { Projection } from '@holdfast/shared/model/projection';
import { expect, test } from 'vitest';
import { namedAfter, namedDocument } from './named-document.ts';

const called = (title: string): Projection => ({ kind: 'unknown', title });

test('documents go by their titles, and lead to their pages', () => {
  expect(namedDocument('drill:01a', called('Failover'))).toEqual({
    title: 'Failover',
    href: '/drills/01a',
  });
  expect(namedDocument('incident:01b', called('Pay is down'))).toEqual({
    title: 'Pay is down',
    href: '/incidents/01b',
  });
  expect(namedDocument('runbook:01c', called('Restore'))).toMatchObject({ title: 'Restore' });
  expect(namedDocument('runbook-history:01c', called('Restore')).title).toContain('Restore');
  expect(namedAfter('runbook-history:01c')).toBe('runbook:01c');
});

test('one that has no title yet is not called by its id', () => {
  for (const kind of ['runbook', 'runbook-history', 'drill', 'incident', 'workspace']) {
    expect(namedDocument(`${kind}:01m8`, undefined).title).not.toContain('01m8');
  }
  expect(namedDocument('newer-kind:01m8', undefined)).toEqual({ title: 'newer-kind:01m8' });
});
