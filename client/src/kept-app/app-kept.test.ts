import { expect, it } from 'vitest';
import { appKeptText } from '../ui/text/app-kept.ts';
import { appKept, type KeptFacts } from './app-kept.ts';
import type { KeepReport } from './keep-messages.ts';

const entry = '/assets/index-1.js';

function report(part: Partial<KeepReport> = {}): KeepReport {
  return {
    type: 'app-kept',
    entry,
    core: { kept: 180, total: 180 },
    later: { kept: 106, total: 106 },
    busy: false,
    ...part,
  };
}

function words(facts: Partial<KeptFacts>): string {
  return appKeptText.words(appKept({ entry, relayAway: false, ...facts }));
}

it('says kept only of what the worker in charge has counted', () => {
  expect(appKept({ entry, relayAway: false, own: report() }).kind).toBe('keeping');
  expect(words({ own: report(), inCharge: entry })).toBe(
    'The app is kept on this device: it opens with every relay dead. Diagrams too.',
  );
  const some = report({ core: { kept: 179, total: 180 } });
  expect(words({ own: some, inCharge: entry })).toBe('Being kept: 179 of 180 files');
});

it('says that diagrams are still coming, or why they are not', () => {
  const coming = { later: { kept: 61, total: 106 }, busy: true };
  expect(words({ own: report(coming), inCharge: entry })).toBe(
    'The app is kept on this device: it opens with every relay dead. What draws diagrams is still coming: 61 of 106 files.',
  );
  expect(
    words({ own: report({ ...coming, busy: false, trouble: 'relay' }), inCharge: entry }),
  ).toContain('not all here yet: 61 of 106 files. The relay that this page came from');
});

it('says what stands in the way, and takes it back while it is tried again', () => {
  const held = report({ core: { kept: 61, total: 180 }, trouble: 'storage' });
  expect(words({ own: held })).toBe(
    'Not kept yet. 61 of 180 files so far. The browser has no room for it. Free some space on this device; it is tried again.',
  );
  expect(words({ own: { ...held, busy: true } })).toBe('Being kept: 61 of 180 files');
  expect(words({ relayAway: true })).toBe(
    'Not kept yet. The relay that this page came from does not answer. It goes on by itself once it does.',
  );
  expect(words({})).toBe('Looking…');
  expect(words({ never: 'insecure', own: report(), inCharge: entry })).toContain('https');
});

it('does not take another version for its own', () => {
  expect(
    appKept({ entry, relayAway: false, own: report(), inCharge: '/assets/index-2.js' }),
  ).toEqual({ kind: 'other-version' });
});
