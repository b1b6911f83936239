import { expect, it } from 'vitest';
import { notKnownYet } from './not-known-yet.ts';

it('says nothing of what the hub has not told, and that it has stopped only once it has', () => {
  expect(notKnownYet({ known: true, hub: 'shared-worker' })).toBeUndefined();
  expect(notKnownYet({ known: false, hub: 'starting' })).toBe('Reading…');
  expect(notKnownYet({ known: false, hub: 'elected-tab' })).toBe('Reading…');
  expect(notKnownYet({ known: false, hub: 'lost' })).toMatch(/^Not known/);
});
