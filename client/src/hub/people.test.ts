import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import { peopleIn, presenceUser } from './people.ts';

function awarenessWith(...states: readonly object[]): Awareness {
  const here = new Awareness(new Y.Doc());
  for (const state of states) {
    const there = new Awareness(new Y.Doc());
    there.setLocalState({ ...state });
    applyAwarenessUpdate(here, encodeAwarenessUpdate(there, [there.clientID]), 'test');
    there.destroy();
  }
  return here;
}

describe('peopleIn', () => {
  it('lists others by name, with the page they look at, and not ourselves', () => {
    const awareness = awarenessWith(
      { user: presenceUser({ name: 'Bo', color: 2 }), path: '/runbooks/1' },
      { user: presenceUser({ name: 'Ana', color: 7 }) },
    );
    awareness.setLocalState({ user: presenceUser({ name: 'Me', color: 0 }) });
    expect(peopleIn(awareness)).toEqual([
      { id: expect.any(String), name: 'Ana', color: 7 },
      { id: expect.any(String), name: 'Bo', color: 2, path: '/runbooks/1' },
    ]);
    awareness.destroy();
  });

  it('leaves out what makes no sense, and does not follow addresses to elsewhere', () => {
    const awareness = awarenessWith(
      { user: 'nobody' },
      { cursor: 1 },
      { user: { name: 'x'.repeat(500) } },
      { user: { name: 'Editor', color: '#ff0000' }, path: 'https://example.org/' },
    );
    expect(peopleIn(awareness)).toEqual([{ id: expect.any(String), name: 'Editor', color: 0 }]);
    awareness.destroy();
  });

  it('takes other tabs of its own device for nobody', () => {
    const awareness = awarenessWith(
      { user: presenceUser({ name: 'Ana', color: 5 }), device: 'a', path: '/map' },
      { user: presenceUser({ name: 'Me', color: 0 }), device: 'own', path: '/map' },
    );
    expect(peopleIn(awareness, 'own')).toEqual([
      { id: expect.any(String), name: 'Ana', color: 5, device: 'a', path: '/map' },
    ]);
    awareness.destroy();
  });
});
