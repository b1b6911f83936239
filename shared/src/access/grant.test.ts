import { expect, test } from 'vitest';
import { mayRead, mayWrite } from './grant.ts';
import { roleSchema } from './roles.ts';
import { noAccess } from './workspace-access.ts';

const by = { by: 'Ada', atMs: 1 };
const restricted = {
  ...noAccess,
  restricted: new Map([['incident:1', { people: ['ada'], ...by }]]),
};
const roles = roleSchema.options;

test('what each role may do to documents', () => {
  const table = roles.map((role) => [
    role,
    ...['workspace', 'map', 'incident:2'].map((doc) =>
      mayRead({ role, person: 'ada' }, doc, noAccess)
        ? mayWrite({ role, person: 'ada' }, doc, noAccess)
        : 'unread',
    ),
  ]);
  expect(table).toEqual([
    ['viewer', 'none', 'none', 'none'],
    ['responder', 'none', 'append', 'append'],
    ['editor', 'none', 'all', 'all'],
    ['admin', 'all', 'all', 'all'],
    ['peer', 'all', 'all', 'all'],
    ['webhook', 'unread', 'unread', 'unread'],
    ['export', 'none', 'none', 'none'],
  ]);
});

test('a restricted document is for those whom it names, and for relays', () => {
  for (const role of roles) {
    const bob = { role, person: 'bob' };
    expect(mayRead(bob, 'incident:1', restricted), role).toBe(role === 'peer');
    expect(mayWrite(bob, 'incident:1', restricted), role).toBe(role === 'peer' ? 'all' : 'none');
  }
  expect(mayWrite({ role: 'responder', person: 'ada' }, 'incident:1', restricted)).toBe('append');
});

test('who is limited to some documents gets these and the workspace, which they do not write', () => {
  const grant = { role: 'admin', person: 'ada', docs: ['map'] } as const;
  expect(mayWrite(grant, 'map', noAccess)).toBe('all');
  expect(mayWrite(grant, 'incident:2', noAccess)).toBe('none');
  expect(mayRead(grant, 'incident:2', noAccess)).toBe(false);
  expect(mayRead(grant, 'workspace', noAccess)).toBe(true);
  expect(mayWrite(grant, 'workspace', noAccess)).toBe('none');
});
