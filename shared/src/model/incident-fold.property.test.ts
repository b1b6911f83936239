import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { actionStates } from './action-states.ts';
import {
  changeAction,
  mergeInto,
  retitle,
  setAffected,
  setHypothesis,
  setMilestone,
  setPinned,
  setRole,
  setSeverity,
  setStatus,
} from './incident-commands.ts';
import { correct, declareIncident, say } from './incident-say.ts';
import { readIncidentEntries } from './incident-entries.ts';
import {
  hypothesisStates,
  builtInRoles,
  incidentStatuses,
  milestones,
  severities,
} from './incident-terms.ts';
import { foldIncident, hasConflict } from './incident-fold.ts';
import { projectIncident, readIncident } from './incident.ts';
import { copyOf, merge, newRun, person } from './run-fixture.ts';
import { tick } from './run-commands.ts';
import { stepStates } from './run-entries.ts';
import { readRuns, startRun } from './run.ts';

const people = ['Ana', 'Ben', 'Cleo'];
const words = fc.constantFrom('one', 'two');
const place = fc.nat(8);

const commands = fc.oneof(
  fc.record({ do: fc.constantFrom('note', 'decision', 'hypothesis', 'action'), text: words }),
  fc.record({ do: fc.constant('title' as const), text: words }),
  fc.record({ do: fc.constant('severity' as const), to: fc.constantFrom(...severities) }),
  fc.record({
    do: fc.constant('status' as const),
    to: fc.constantFrom(...incidentStatuses),
    text: words,
  }),
  fc.record({
    do: fc.constant('role' as const),
    role: fc.constantFrom(...builtInRoles),
    name: fc.constantFrom(...people),
    holds: fc.boolean(),
  }),
  fc.record({ do: fc.constant('component' as const), name: words, on: fc.boolean() }),
  fc.record({
    do: fc.constant('guess' as const),
    at: place,
    to: fc.constantFrom(...hypothesisStates),
  }),
  fc.record({
    do: fc.constant('plan' as const),
    at: place,
    to: fc.constantFrom(...actionStates),
    owner: fc.constantFrom(...people),
  }),
  fc.record({ do: fc.constant('pin' as const), at: place, on: fc.boolean() }),
  fc.record({ do: fc.constant('correct' as const), at: place, text: words, off: fc.boolean() }),
  fc.record({
    do: fc.constant('milestone' as const),
    which: fc.constantFrom(...milestones),
    atMs: fc.nat(9),
  }),
  fc.record({ do: fc.constant('merge-into' as const), into: fc.constantFrom('', 'incident:b') }),
  fc.record({ do: fc.constant('run' as const) }),
  fc.record({ do: fc.constant('tick' as const), to: fc.constantFrom(...stepStates) }),
  fc.record({ do: fc.constant('sync' as const) }),
);
const histories = fc.array(
  fc.record({ on: fc.nat(2), atMs: fc.integer({ min: 0, max: 20_000 }), command: commands }),
  { maxLength: 40 },
);
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

/** Three people on devices of their own, whose clocks jump, and who hear of each other by `sync` only. */
function play(history: History): readonly Y.Doc[] {
  const doc = new Y.Doc();
  declareIncident(doc, { title: 'Down', severity: 3 }, person('Ana', 1_000));
  const docs = [doc, copyOf(doc), copyOf(doc)];
  for (const { on, atMs, command } of history) {
    const at = docs[on] ?? doc;
    if (command.do === 'sync') merge(at, docs[(on + 1) % 3] ?? doc);
    else carryOut(at, command, on, atMs);
  }
  return docs;
}

type Command = Exclude<History[number]['command'], { do: 'sync' }>;

function carryOut(doc: Y.Doc, command: Command, on: number, atMs: number): void {
  const who = person(people[on] ?? '', atMs);
  const entries = readIncidentEntries(doc);
  const pick = (at: number) => entries[at % entries.length]?.id ?? '';
  const guesses = entries.filter(({ kind }) => kind === 'hypothesis');
  const actions = entries.filter(({ kind }) => kind === 'action');
  switch (command.do) {
    case 'note':
    case 'decision':
    case 'hypothesis':
    case 'action':
      say(doc, { kind: command.do, text: command.text }, who);
      break;
    case 'title':
      retitle(doc, command.text, who);
      break;
    case 'severity':
      setSeverity(doc, command.to, who);
      break;
    case 'status':
      setStatus(doc, command.to, who, command.text);
      break;
    case 'role':
      setRole(doc, command.role, command.name, command.holds, who);
      break;
    case 'component':
      setAffected(doc, command.name, command.on, who);
      break;
    case 'guess':
      setHypothesis(doc, guesses[command.at % guesses.length]?.id ?? '', command.to, who);
      break;
    case 'plan': {
      const id = actions[command.at % actions.length]?.id ?? '';
      changeAction(doc, id, { state: command.to, owner: command.owner }, who);
      break;
    }
    case 'pin':
      setPinned(doc, pick(command.at), command.on, who);
      break;
    case 'correct':
      correct(doc, pick(command.at), { text: command.text, withdrawn: command.off }, who);
      break;
    case 'milestone':
      setMilestone(doc, command.which, command.atMs, who);
      break;
    case 'merge-into':
      mergeInto(doc, 'incident:a', command.into, who);
      break;
    case 'run':
      startRun(doc, newRun('1. One\n2. Two\n'), who);
      break;
    case 'tick':
      tick(doc, readRuns(doc)[0]?.id ?? '', 0, command.to, who, { note: 'why' });
  }
}

/** Ids of everything in the document that says who wrote it. */
function everyId(doc: Y.Doc): ReadonlySet<string> {
  return new Set(
    [...doc.getArray('entries'), ...doc.getArray('runs')].flatMap((value) =>
      typeof value === 'object' && value !== null && 'id' in value ? [String(value.id)] : [],
    ),
  );
}

describe('an incident on three devices', () => {
  it('is the same on all once they have met, and nothing that anybody did is gone', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const docs = play(history);
        const before = new Set(docs.flatMap((doc) => [...everyId(doc)]));
        merge(...docs);
        const [first, ...others] = docs;
        if (first === undefined) return;
        expect(everyId(first)).toEqual(before);
        for (const other of others) {
          expect(readIncident(other)).toEqual(readIncident(first));
          expect(projectIncident(other)).toEqual(projectIncident(first));
        }
      }),
    );
  });

  it('never loses an entry on the way, whatever is decided', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const doc = new Y.Doc();
        declareIncident(doc, { title: 'Down', severity: 3 }, person('Ana', 1_000));
        let had = everyId(doc);
        for (const { on, atMs, command } of history) {
          if (command.do === 'sync') continue;
          carryOut(doc, command, on, atMs);
          const has = everyId(doc);
          expect([...had].every((id) => has.has(id))).toBe(true);
          had = has;
        }
      }),
    );
  });

  it('has no conflict while one device decides alone, however its clock jumps', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const alone = history.map((one) => ({ ...one, on: 0 }));
        const [doc] = play(alone.filter(({ command }) => command.do !== 'sync'));
        if (doc === undefined) return;
        expect(hasConflict(readIncident(doc).state)).toBe(false);
      }),
    );
  });

  it('has no conflict any more once one person has decided everything anew', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const docs = play(history);
        merge(...docs);
        const [doc] = docs;
        if (doc === undefined) return;
        const who = person('Ana', 30_000);
        retitle(doc, 'Settled', who);
        setSeverity(doc, 1, who);
        setStatus(doc, 'monitoring', who);
        for (const role of builtInRoles) setRole(doc, role, 'Cleo', true, who);
        mergeInto(doc, 'incident:a', '', who);
        const entries = readIncidentEntries(doc);
        for (const { id, kind } of entries) {
          if (kind === 'hypothesis') setHypothesis(doc, id, 'confirmed', who);
          if (kind === 'action') changeAction(doc, id, { state: 'done' }, who);
        }
        const state = foldIncident(readIncidentEntries(doc));
        expect(hasConflict(state)).toBe(false);
        expect(state.severity.now?.value).toBe(1);
        expect(state.status.now?.value).toBe('monitoring');
        const commander = state.roles.find(({ role }) => role === 'commander');
        expect(commander?.holders.map(({ value }) => value)).toEqual(['Cleo']);
      }),
    );
  });
});
