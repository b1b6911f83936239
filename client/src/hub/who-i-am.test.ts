import { expect, test } from 'vitest';
import type { Me } from './client-api.ts';
import { createObservable } from './observable.ts';
import { createWhoIAm } from './who-i-am.ts';

function device() {
  const me = createObservable<Me>({ name: 'Guest 7', color: 1 });
  return { me, setMe: (next: Me) => me.set(next) };
}

test('who is let in as nobody says who they are', () => {
  const own = device();
  const { me, setMe } = createWhoIAm(own);
  setMe({ name: 'Ana', color: 2 });
  expect(me.get()).toEqual({ name: 'Ana', color: 2 });
});

test('who was let in as somebody stays that, and chooses a colour', () => {
  const own = device();
  const { me, setMe, letInAs } = createWhoIAm(own);
  letInAs({ id: 'eddy', name: 'Eddy Editor' });
  const shown = me.get();
  letInAs({ id: 'eddy', name: 'Eddy Editor' });
  expect(me.get()).toBe(shown);
  setMe({ name: 'Ada Lovelace', color: 3 });
  expect(me.get()).toEqual({ name: 'Eddy Editor', color: 3, isGiven: true });
  expect(own.me.get()).toEqual({ name: 'Guest 7', color: 3 });
  letInAs(undefined);
  expect(me.get()).toEqual({ name: 'Guest 7', color: 3 });
});
