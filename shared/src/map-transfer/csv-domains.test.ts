import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './csv.ts';

const table = (...rows: readonly string[]) =>
  readCsv([{ path: 'a.csv', text: ['name,provider,region,zone', ...rows].join('\n') }]);

const nameOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function domains(draft: ReturnType<typeof readCsv>): readonly string[] {
  const byId = new Map(draft.items.map((item) => [item.id, item.fields]));
  const shown = (id: unknown): string => {
    const fields = typeof id === 'string' ? byId.get(id) : undefined;
    if (fields === undefined) return '';
    return [shown(fields['parent']), nameOf(fields['name'])].filter((one) => one !== '').join('/');
  };
  return draft.items.flatMap(({ register, id }) => (register === 'domains' ? shown(id) : []));
}

test('zones of two regions that are called the same are two', () => {
  const draft = table('web-eu,,eu,a', 'web-us,,us,a');
  expect(domains(draft)).toEqual(['eu', 'eu/a', 'us', 'us/a']);
});

test('a row that leaves out what its domain lies in means the only one of that name', () => {
  expect(domains(table('x,,,a', 'y,,eu,a', 'z,aws,eu,'))).toEqual(['aws', 'aws/eu', 'aws/eu/a']);
  const unclear = table('x,,eu,a', 'y,,us,a', 'z,,,a');
  expect(domains(unclear)).toEqual(['eu', 'eu/a', 'us', 'us/a', 'a']);
  expect(unclear.notes).toMatchObject([{ kind: 'dangling', line: 4 }]);
});

test('every component lies in what its row says, whatever other rows say', () => {
  const row = fc.tuple(
    fc.constantFrom('', 'p', 'q'),
    fc.constantFrom('', 'r', 's'),
    fc.constantFrom('', 'a', 'b/c'),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (rows) => {
      const draft = table(...rows.map((cells, at) => `c${at},${cells.join(',')}`));
      const byId = new Map(draft.items.map((item) => [item.id, item.fields]));
      for (const [at, cells] of rows.entries()) {
        const component = draft.items.find(({ fields }) => fields['name'] === `c${at}`);
        const [inner] = Array.isArray(component?.fields['domains'])
          ? component.fields['domains']
          : [];
        const said = new Map<unknown, unknown>();
        for (let id: unknown = inner; typeof id === 'string'; id = byId.get(id)?.['parent'])
          said.set(byId.get(id)?.['kind'], byId.get(id)?.['name']);
        const wanted = ['provider', 'region', 'zone'].flatMap((kind, column) =>
          cells[column] === '' ? [] : [[kind, cells[column]]],
        );
        expect([...said]).toEqual(expect.arrayContaining(wanted));
      }
    }),
  );
});
