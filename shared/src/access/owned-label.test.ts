import { expect, it } from 'vitest';
import { calledAs, ownedLabel, readOwnedLabel } from './owned-label.ts';

it('a label that says who uses the device can be taken apart again', () => {
  expect(readOwnedLabel(ownedLabel('Ana · Ortiz', 'Phone · old'))).toEqual({
    person: 'Ana Ortiz',
    device: 'Phone · old',
  });
  expect(readOwnedLabel('Phone')).toEqual({ person: undefined, device: 'Phone' });
});

it('who uses sealed access is called as they said, and that it is so; nobody else is', () => {
  const sealed = { kind: 'break-glass', name: 'Break-glass: safe' } as const;
  const label = ownedLabel('Nora Lind', 'Phone');
  expect(calledAs(sealed, label)).toBe('Nora Lind, by break-glass access');
  expect(calledAs(sealed, 'Phone')).toBe('Break-glass: safe');
  expect(calledAs({ kind: 'invitation', name: 'Ben' }, label)).toBe('Ben');
  // However long a name is that somebody gives, how they came in stands after it.
  expect(calledAs(sealed, ownedLabel('n'.repeat(500), 'Phone'))).toMatch(
    /, by break-glass access$/u,
  );
});
