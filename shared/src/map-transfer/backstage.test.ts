import { describe, expect, it } from 'vitest';
import { readBackstage } from './backstage.ts';
import { draftId } from './draft.ts';

function entity(kind: string, name: string, spec = '', metadata = ''): string {
  return `---
apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata:
  name: ${name}
${metadata}spec:
  type: service
${spec}`;
}

const idOf = (ref: string): string => draftId('backstage', 'components', ref);

describe('readBackstage', () => {
  it('reads components, owners, systems and every way of saying what is needed', () => {
    const text = [
      entity('Component', 'web', '  system: Shop\n  owner: team-a\n  consumesApis: [orders-api]\n'),
      entity(
        'Component',
        'orders',
        '  providesApis: [orders-api]\n  dependsOn: [Resource:DB]\n  owner: user:ana\n',
      ),
      entity(
        'Component',
        'worker',
        '  dependencyOf:\n    - component:default/orders\n  subcomponentOf: web\n',
      ),
      entity('Resource', 'db', '  type: database\n', '  title: Orders database\n'),
      entity('System', 'shop', '', '  title: The shop\n'),
      entity('API', 'orders-api'),
      entity('Group', 'Team-A', '  profile: { displayName: Team A, email: a@x.example }\n'),
      entity('User', 'ana', '  memberOf: [team-a]\n'),
    ].join('');
    const draft = readBackstage([{ path: 'catalog-info.yaml', text }]);
    expect(draft.notes).toEqual([]);
    const [web, orders, worker, db] = [
      'component:default/web',
      'component:default/orders',
      'component:default/worker',
      'resource:default/db',
    ].map(idOf);
    const needs = draft.items.flatMap(({ register, id }) =>
      register === 'dependencies' ? [id] : [],
    );
    expect(needs.toSorted()).toEqual(
      [`${orders}>${db}`, `${orders}>${worker}`, `${web}>${orders}`, `${web}>${worker}`].toSorted(),
    );
    expect(draft.items.find(({ id }) => id === web)).toMatchObject({
      file: 'catalog-info.yaml',
      line: 2,
      ref: 'component:default/web',
      fields: {
        name: 'web',
        system: 'The shop',
        ownerTeams: [draftId('backstage', 'teams', 'group:default/team-a')],
      },
    });
    expect(draft.items.find(({ id }) => id === db)?.fields).toMatchObject({
      name: 'Orders database',
      aliases: ['db'],
    });
    expect(draft.items.find(({ register }) => register === 'people')?.fields).toMatchObject({
      teams: [draftId('backstage', 'teams', 'group:default/team-a')],
    });
  });

  it('notes what no file has, what is called twice, and what is no YAML', () => {
    const text = `${entity('Component', 'a', '  dependsOn: [component:B, c]\n')}${entity('Component', 'A')}${entity('Component', 'c')}`;
    const draft = readBackstage([
      { path: 'a.yaml', text },
      { path: 'b.yaml', text: 'a: [' },
    ]);
    expect(draft.notes.map(({ kind, file, line }) => [kind, file, line])).toEqual([
      ['duplicate', 'a.yaml', 10],
      ['unreadable', 'b.yaml', 1],
      ['dangling', 'a.yaml', 2],
    ]);
    expect(draft.items.filter(({ register }) => register === 'dependencies')).toHaveLength(2);
  });
});
