import { testClaims } from '@holdfast/shared/access/access-fixture';
import type { Claims } from '@holdfast/shared/access/claims';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { describe, expect, it } from 'vitest';
import type { Access } from './access-report.ts';
import { mayDo } from './may-do.ts';

const granted = (change: Partial<Claims>): Access => ({
  kind: 'granted',
  claims: testClaims({ cnf: { jkt: 'A'.repeat(43) }, ...change }),
  token: '',
  jkt: 'A'.repeat(43),
});

const knowing = (admins: string) => ({
  admins,
  restricted: new Map([['runbook:secret', { people: ['ben'], by: 'Ana', atMs: 1 }]]),
});

describe('mayDo', () => {
  it('says what a viewer may not do, and whom to ask', () => {
    expect(mayDo(granted({ role: 'viewer' }), 'edit', 'runbook:a', knowing('Ana'))).toEqual({
      ok: false,
      why: 'Read only: your role is viewer. Ask Ana.',
    });
    expect(mayDo(granted({ role: 'viewer' }), 'read', 'runbook:a', knowing('Ana')).ok).toBe(true);
  });

  it('says what a responder may do where they may not change what is there', () => {
    const why = (doc: DocumentName, operation: 'edit' | 'administer' = 'edit') => {
      const may = mayDo(granted({ role: 'responder' }), operation, doc, knowing('Ana'));
      return may.ok ? '' : may.why;
    };
    expect(why('plan:new')).toBe(
      'As a responder you may start drills, write entries and tick steps, but not change plans or take away what is there. Ask Ana.',
    );
    expect(why('map')).toMatch(
      /^As a responder you may look at .*, but not change it\. Ask Ana\.$/u,
    );
    expect(why('runbook:a')).toMatch(/^As a responder you may run runbooks, .*, but not write/u);
    expect(why('incident:a')).toMatch(/^As a responder you may write entries, /u);
    for (const doc of ['plan:new', 'map', 'runbook:a', 'incident:a'] as const)
      expect(why(doc)).not.toContain('Read only');
    expect(why('workspace', 'administer')).toBe('Read only: your role is responder. Ask Ana.');
  });

  it.each([
    ['responder', 'append', true],
    ['responder', 'edit', false],
    ['editor', 'edit', true],
    ['editor', 'administer', false],
    ['admin', 'administer', true],
  ] as const)('%s, %s: %s', (role, operation, ok) => {
    expect(mayDo(granted({ role }), operation, 'runbook:a', knowing('')).ok).toBe(ok);
  });

  it('lets nobody write beyond the documents that the access is limited to', () => {
    const access = granted({ role: 'editor', docs: ['runbook:a'] });
    expect(mayDo(access, 'edit', 'runbook:a', knowing('')).ok).toBe(true);
    expect(mayDo(access, 'edit', 'runbook:b', knowing('')).ok).toBe(false);
  });

  it('lets everybody do everything where there are no keys, or nothing is known', () => {
    expect(mayDo({ kind: 'open' }, 'administer', undefined, knowing('')).ok).toBe(true);
    expect(mayDo({ kind: 'unknown' }, 'edit', undefined, knowing('')).ok).toBe(true);
  });

  it('lets a device that was cut off go on with its own copy, within its role', () => {
    const refusal = { url: 'ws://a', word: 'revoked', text: '', atMs: 0 };
    const access = (role: Claims['role']): Access => ({
      ...granted({ role }),
      ...{ kind: 'refused', refusal },
    });
    expect(mayDo(access('editor'), 'edit', 'runbook:a', knowing('')).ok).toBe(true);
    expect(mayDo(access('viewer'), 'edit', 'runbook:a', knowing('')).ok).toBe(false);
  });

  it('says of a restricted document that it is for others, to admins, too, and for reading', () => {
    const why =
      'Only for named people, and you are not one of them: relays take nothing of it from you, and give you nothing new. Ask Ana.';
    for (const operation of ['read', 'append', 'edit'] as const) {
      const admin = granted({ role: 'admin', sub: 'ana' });
      expect(mayDo(admin, operation, 'runbook:secret', knowing('Ana'))).toEqual({ ok: false, why });
      expect(mayDo(admin, operation, 'runbook:other', knowing('Ana')).ok).toBe(true);
    }
    const named = granted({ role: 'editor', sub: 'ben' });
    expect(mayDo(named, 'edit', 'runbook:secret', knowing('Ana')).ok).toBe(true);
    expect(
      mayDo(granted({ role: 'viewer', sub: 'ben' }), 'edit', 'runbook:secret', knowing('')).ok,
    ).toBe(false);
  });
});
