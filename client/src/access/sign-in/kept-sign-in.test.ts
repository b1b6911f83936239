import { describe, expect, it } from 'vitest';
import { deviceOf, forbidden } from '../../map/kept-values-fixture.ts';
import { keepSignedIn, noteGone, readSignedIn, takeGone } from './kept-sign-in.ts';

describe('a sign-in that has gone to the provider', () => {
  it('is known by its state, once, in the browser that began it', () => {
    const { device } = deviceOf();
    noteGone({ state: 'a', workspace: 'acme', atMs: 0 }, device);
    noteGone({ state: 'b', workspace: 'demo', atMs: 1 }, device);
    expect(takeGone('c', device)).toBeUndefined();
    expect(takeGone('a', device)).toBe('acme');
    expect(takeGone('a', device)).toBeUndefined();
    expect(takeGone('b', device)).toBe('demo');
    expect(takeGone('b', deviceOf().device)).toBeUndefined();
  });

  it('leaves nothing behind, even where nobody came back', () => {
    const { device, texts } = deviceOf();
    noteGone({ state: 'a', workspace: 'acme', atMs: 0 }, device);
    noteGone({ state: 'b', workspace: 'acme', atMs: 3_600_000 }, device);
    expect(takeGone('a', device)).toBeUndefined();
    takeGone('b', device);
    expect([...texts.keys()]).toEqual([]);
  });
});

describe('what renews a sign-in', () => {
  const signedIn = { provider: 'Login', graceHours: 48, renewal: 'sealed', atMs: 1 };

  it('is kept for its workspace alone', () => {
    const { device } = deviceOf();
    keepSignedIn('acme', signedIn, device);
    expect(readSignedIn('acme', device)).toEqual(signedIn);
    expect(readSignedIn('demo', device)).toBeUndefined();
    keepSignedIn('acme', undefined, device);
    expect(readSignedIn('acme', device)).toBeUndefined();
  });

  it('is nothing where it is broken, or the browser keeps nothing', () => {
    const { device, texts } = deviceOf();
    texts.set('holdfast-signed-in:acme', '{"provider": 5}');
    expect(readSignedIn('acme', device)).toBeUndefined();
    expect(readSignedIn('acme', forbidden)).toBeUndefined();
    keepSignedIn('acme', signedIn, forbidden);
    expect(noteGone({ state: 'a', workspace: 'acme', atMs: 0 }, forbidden)).toBe(false);
  });
});
