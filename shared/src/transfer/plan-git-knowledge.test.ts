import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { deleteMapItem } from '../model/map-commands.ts';
import { mapContext, mapOf } from '../model/map-fixture.ts';
import { addPerson, setKnowledge } from '../model/map-people-commands.ts';
import { readMap } from '../model/map.ts';
import { analyseOwnership } from '../ownership/analyse-ownership.ts';
import { createHistory, type History } from '../ownership/file-history.ts';
import { applyGitKnowledge } from './apply-git-knowledge.ts';
import { gitSource, type GitKnowledgePlan, planGitKnowledge } from './plan-git-knowledge.ts';

const context = mapContext('importer');

/** `Ana a.ts b.ts`: somebody adds or changes files; oldest first, a day apart. */
function historyOf(...work: readonly string[]): History {
  const history = createHistory();
  const seen = new Set<string>();
  const commits = work.map((line, at) => {
    const [name = '', ...files] = line.split(' ');
    return {
      ...{ hash: `abcdef${at}`, name, email: `${name.toLowerCase()}@x.org` },
      at: 1_700_000_000 + at * 86_400,
      changes: files.map((path) => {
        const kind = seen.has(path) ? ('changed' as const) : ('added' as const);
        seen.add(path);
        return { kind, path };
      }),
    };
  });
  for (const commit of commits.toReversed()) history.add(commit);
  return history.finish();
}

function planOf(
  doc: Y.Doc,
  history: History,
  repository = 'shop',
  component = 'Pay',
): GitKnowledgePlan {
  const ownership = analyseOwnership(history);
  return planGitKnowledge(readMap(doc), { repository, history, ownership, paths: [], component });
}

function importInto(
  doc: Y.Doc,
  history: History,
  repository?: string,
  component?: string,
): GitKnowledgePlan {
  const plan = planOf(doc, history, repository, component);
  expect(applyGitKnowledge(doc, plan, context)).toMatchObject({ ok: true });
  return plan;
}

/** Who knows what, as `Ana Pay git-shop operate`. */
function knowledgeIn(doc: Y.Doc): readonly string[] {
  const map = readMap(doc);
  return [...map.knowledge.values()]
    .flatMap(({ person, component, evidence }) =>
      evidence.map(
        ({ source, level }) =>
          `${map.people.get(person)?.name ?? ''} ${component} ${source} ${level}`,
      ),
    )
    .toSorted();
}

describe('knowledge from git', () => {
  it('goes to people by address, then by name, else to people it suggests, with where it is from', () => {
    const doc = mapOf('Pay');
    addPerson(
      doc,
      { id: 'ana', name: 'A. Petrović', contacts: [{ kind: 'email', value: 'Ana@X.org' }] },
      context,
    );
    addPerson(doc, { id: 'ben', name: 'BÉN' }, context);
    importInto(doc, historyOf('Ana a b c', 'Ben d', 'Cem e'));
    expect(knowledgeIn(doc)).toEqual([
      ...[
        'A. Petrović Pay git-shop operate',
        'BÉN Pay git-shop operate',
        'Cem Pay git-shop operate',
      ],
    ]);
    const map = readMap(doc);
    const cem = [...map.people.values()].find(({ name }) => name === 'Cem');
    expect(cem).toMatchObject({
      contacts: [{ kind: 'email', value: 'cem@x.org' }],
      sources: [{ from: 'git', ref: 'cem@x.org', file: 'shop', commit: 'abcdef2' }],
    });
    const [evidence] = [...map.knowledge.values()].flatMap((one) =>
      one.person === 'ana' ? one.evidence : [],
    );
    expect(evidence).toEqual({
      ...{ source: 'git-shop', level: 'operate', on: '2023-11-14' },
      note: 'shop@abcdef2: of 5 files, author of 3 (degree of authorship), knows 3 now (recent knowledge)',
    });
  });

  it('never touches what people said, and does not count before it', () => {
    const doc = mapOf('Pay');
    addPerson(doc, { id: 'ana', name: 'Ana' }, context);
    const said = { person: 'ana', component: 'Pay', level: 'lead', on: '2020-01-01' } as const;
    setKnowledge(doc, said, context);
    const plan = importInto(doc, historyOf('Ana a'));
    expect(plan.knowledge[0]?.said).toMatchObject({ level: 'lead' });
    expect(knowledgeIn(doc)).toEqual(['Ana Pay git-shop operate', 'Ana Pay said lead']);
    expect([...readMap(doc).knowledge.values()][0]).toMatchObject({
      level: 'lead',
      source: 'said',
    });
  });

  it('changes nothing when imported again, and only its own when the history went on', () => {
    const doc = mapOf('Pay', 'Web');
    const old = historyOf('Ana a b', 'Ben c');
    importInto(doc, old);
    importInto(doc, historyOf('Ana w'), 'site');
    importInto(doc, historyOf('Ana w'), 'shop', 'Web');
    const before = Y.encodeStateAsUpdate(doc);
    expect(importInto(doc, old).knowledge.every(({ step }) => step === 'keep')).toBe(true);
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
    const others = knowledgeIn(doc).filter((one) => !one.includes('Pay git-shop'));
    // Ben is gone from the history: it was corrected, for instance.
    const plan = importInto(doc, historyOf('Ana a b', 'Ana c'));
    expect(plan.forgotten).toHaveLength(1);
    expect(knowledgeIn(doc).filter((one) => one.includes('Pay git-shop'))).toEqual([
      'Ana Pay git-shop operate',
    ]);
    expect(knowledgeIn(doc).filter((one) => !one.includes('Pay git-shop'))).toEqual(others);
  });

  it('leaves out whoever is off the map, could be two, or is a bot, and passes over who did little', () => {
    const doc = mapOf('Pay');
    addPerson(doc, { id: 'ana', name: 'Ana' }, context);
    deleteMapItem(doc, 'people', 'ana', context);
    addPerson(doc, { id: 'b1', name: 'Ben' }, context);
    addPerson(doc, { id: 'b2', name: 'ben' }, context);
    const files = Array.from({ length: 30 }, (_, at) => `f${at}`).join(' ');
    const plan = importInto(doc, historyOf(`Cem ${files}`, 'Ana a', 'Ben b', 'x[bot] c', 'Dia d'));
    const kinds = plan.matches.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(['bot', 'deleted', 'new', 'new', 'several']);
    expect(plan).toMatchObject({ passedOver: 1, suggested: [{ name: 'Cem' }] });
    expect(knowledgeIn(doc)).toEqual(['Cem Pay git-shop operate']);
  });

  it('knows a suggestion again, renamed and without its address', () => {
    const doc = mapOf('Pay');
    const [first] = importInto(doc, historyOf('Cem a')).suggested;
    doc.getMap('people').set(`${first?.id ?? ''}/name`, 'Somebody else');
    doc.getMap('people').delete(`${first?.id ?? ''}/contacts/email:cem@x.org`);
    const again = importInto(doc, historyOf('Cem a', 'Cem b'));
    expect(again).toMatchObject({
      suggested: [],
      matches: [{ kind: 'known', by: 'earlier import' }],
    });
    expect(knowledgeIn(doc)).toEqual(['Somebody else Pay git-shop operate']);
  });

  it('is there once where two import it without knowing of each other', () => {
    const start = mapOf('Pay');
    const copies = [new Y.Doc(), new Y.Doc()].map((doc) => {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(start));
      importInto(doc, historyOf('Ana a', 'Ben b'));
      return doc;
    });
    for (const doc of copies) Y.applyUpdate(start, Y.encodeStateAsUpdate(doc));
    expect(knowledgeIn(start)).toEqual(['Ana Pay git-shop operate', 'Ben Pay git-shop operate']);
    expect(readMap(start)).toMatchObject({ problems: [], setAside: [] });
  });

  it('takes any names and addresses, writes what a fresh plan then keeps, and leaves words of people', () => {
    const line = fc.tuple(
      fc.oneof(fc.constantFrom('Ana', 'Ben', '\u200B', ''), fc.string()),
      fc.oneof(fc.constantFrom('ana@x.org', '', 'root@localhost'), fc.string({ maxLength: 300 })),
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const doc = mapOf('Pay');
        addPerson(doc, { id: 'ana', name: 'Ana' }, context);
        setKnowledge(
          doc,
          { person: 'ana', component: 'Pay', level: 'none', on: '2020-01-01' },
          context,
        );
        const history = createHistory();
        for (const [at, [name, email, files]] of lines.entries()) {
          const changes = files.map((path) => ({ kind: 'changed' as const, path }));
          history.add({ hash: `c${at}`, name, email, at: -at * 1e9, changes });
        }
        const made = history.finish();
        importInto(doc, made);
        const map = readMap(doc);
        expect(map.problems).toEqual([]);
        expect(map.knowledge.get('ana>Pay')?.level).toBe('none');
        const again = planOf(doc, made);
        expect(again.suggested).toEqual([]);
        expect(again.knowledge.filter(({ step }) => step !== 'keep')).toEqual([]);
      }),
    );
  });
});

describe('the source of what a repository says', () => {
  it('is a word that the map takes', () => {
    for (const name of ['shop', 'Our Shop.js', '日本', '', `--${'x'.repeat(90)}`])
      expect(gitSource(name)).toMatch(/^[a-z][a-z0-9-]{0,31}$/);
    expect(gitSource('Our Shop.js')).toBe('git-our-shop-js');
  });

  it('goes to whom a person chose, who is then found by the address', () => {
    const doc = mapOf('Pay');
    addPerson(doc, { id: 'anna', name: 'Anna P.' }, context);
    addPerson(doc, { id: 'ben', name: 'Ben' }, context);
    const history = historyOf('Ana a.ts', 'Ben b.ts', 'Ana a.ts');
    const ownership = analyseOwnership(history);
    const given = { repository: 'shop', history, ownership, paths: [], component: 'Pay' };
    const at = (name: string): number =>
      ownership.identities.people.findIndex((one) => one.name === name);
    const chosen = new Map([
      [at('Ana'), 'anna'],
      [at('Ben'), ''],
    ]);
    const plan = planGitKnowledge(readMap(doc), { ...given, chosen });
    expect(plan.matches[at('Ana')]).toEqual({ kind: 'known', id: 'anna', by: 'choice' });
    expect(plan.matches[at('Ben')]).toMatchObject({ kind: 'new' });
    expect(plan.connected).toEqual([{ id: 'anna', aliases: ['ana@x.org', 'Ana'] }]);
    expect(applyGitKnowledge(doc, plan, context)).toEqual({ ok: true, changed: true });
    const again = planGitKnowledge(readMap(doc), given);
    expect(again.matches[at('Ana')]).toEqual({ kind: 'known', id: 'anna', by: 'e-mail' });
    expect(again.connected).toEqual([]);
  });
});
