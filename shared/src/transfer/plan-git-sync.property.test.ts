import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isPending,
  planGitSync,
  type RunbookHere,
  type SyncItem,
  type SyncStep,
} from './plan-git-sync.ts';

const line = fc.nat({ max: 9 });
const base = fc.option(
  fc.uniqueArray(line, { maxLength: 8 }).map((all) => all.map((n) => `${n}\n`).join('')),
  { nil: undefined },
);

/** What one side made of the base: lines changed, added, removed; gone as a whole; or nothing. */
const change = fc.oneof(
  { weight: 1, arbitrary: fc.constant('same' as const) },
  { weight: 1, arbitrary: fc.constant('gone' as const) },
  {
    weight: 4,
    arbitrary: fc.array(fc.constantFrom('keep', 'change', 'add', 'remove'), {
      minLength: 1,
      maxLength: 9,
    }),
  },
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function made(by: string, before: string | undefined, what: Change): string | undefined {
  if (what === 'gone') return undefined;
  if (what === 'same') return before;
  const lines = (before ?? '').split('\n').filter((one) => one !== '');
  return what
    .map((kind, at) => {
      const old = lines[at] === undefined ? '' : `${lines[at]}\n`;
      if (kind === 'keep') return old;
      if (kind === 'remove') return '';
      return kind === 'change' ? `${by} ${at}\n` : `${old}${by} new ${at}\n`;
    })
    .join('');
}

const items = fc
  .record({ base, file: change, here: change, isArchived: fc.boolean() })
  .map(({ base: before, file, here, isArchived }): SyncItem => {
    const text = made('here', before, here);
    const gone: RunbookHere = { kind: isArchived ? 'archived' : 'absent' };
    return {
      base: before,
      file: made('git', before, file),
      here: text === undefined ? gone : { kind: 'text', text },
    };
  });

interface Sides {
  readonly file: string | undefined;
  readonly here: RunbookHere;
}

/** The two after a step, or after the half of it that comes first. */
function after(item: SyncItem, step: SyncStep, half: 'workspace' | 'all' = 'all'): Sides {
  const { file, here } = item;
  const isAll = half === 'all';
  switch (step.kind) {
    case 'in-step':
    case 'conflict':
    case 'locked':
      return { file, here };
    case 'write-file':
      return { file: isAll ? step.text : file, here };
    case 'remove-file':
      return { file: isAll ? undefined : file, here };
    case 'write-runbook':
      return { file, here: { kind: 'text', text: step.text } };
    case 'archive-runbook':
      return { file, here: { kind: 'archived' } };
    case 'write-both':
      return { file: isAll ? step.text : file, here: { kind: 'text', text: step.text } };
  }
}

function written(by: string, text: string | undefined): readonly string[] {
  return (text ?? '').split('\n').filter((one) => one.startsWith(by));
}

function textOf(here: RunbookHere): string | undefined {
  return here.kind === 'text' ? here.text : undefined;
}

describe('bringing a runbook and its file into step', () => {
  it('loses nothing that either side wrote', () => {
    fc.assert(
      fc.property(items, (item) => {
        const { file, here } = after(item, planGitSync(item));
        const left = new Set([...(file ?? '').split('\n'), ...(textOf(here) ?? '').split('\n')]);
        for (const one of written('git', item.file)) expect(left).toContain(one);
        for (const one of written('here', textOf(item.here))) expect(left).toContain(one);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends in step, unless it is a conflict; then nothing is touched', () => {
    fc.assert(
      fc.property(items, (item) => {
        const step = planGitSync(item);
        const sides = after(item, step);
        if (step.kind === 'conflict') expect(sides).toEqual({ file: item.file, here: item.here });
        else expect(sides.file).toEqual(textOf(sides.here));
      }),
      { numRuns: 2000 },
    );
  });

  it('can be broken off after the workspace has it, and done again', () => {
    fc.assert(
      fc.property(items, (item) => {
        const step = planGitSync(item);
        const half = { base: item.base, ...after(item, step, 'workspace') };
        const again = planGitSync(half);
        expect(after(half, again)).toEqual(after(item, step));
      }),
      { numRuns: 2000 },
    );
  });

  it('settles a conflict for the side that is to win', () => {
    fc.assert(
      fc.property(items, (item) => {
        if (planGitSync(item).kind !== 'conflict') return;
        const ours = after(item, planGitSync(item, 'ours'));
        expect([ours.file, textOf(ours.here)]).toEqual([textOf(item.here), textOf(item.here)]);
        const theirs = after(item, planGitSync(item, 'theirs'));
        expect([theirs.file, textOf(theirs.here)]).toEqual([item.file, item.file]);
      }),
    );
  });
});

it('never changes a text that is locked, and gives git what is new here', () => {
  fc.assert(
    fc.property(items, fc.constantFrom(undefined, 'ours', 'theirs'), (item, choice) => {
      const locked = { ...item, locked: 'Ana locked it.' };
      const step = planGitSync(locked, choice);
      const { here } = after(locked, step);
      expect(here).toEqual(item.here);
      if (step.kind !== 'locked') expect(step).toEqual(planGitSync(item, choice));
      else expect(isPending(step)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('an edit is stronger than a deletion, on either side', () => {
  const edited = { kind: 'text', text: 'b\n' } as const;
  expect(planGitSync({ base: 'a\n', file: undefined, here: edited })).toEqual({
    kind: 'write-file',
    text: 'b\n',
    against: 'deletion',
  });
  expect(planGitSync({ base: 'a\n', file: 'b\n', here: { kind: 'archived' } })).toEqual({
    kind: 'write-runbook',
    text: 'b\n',
    against: 'archiving',
  });
  const same = { kind: 'text', text: 'a\n' } as const;
  expect(planGitSync({ base: 'a\n', file: undefined, here: same }).kind).toBe('archive-runbook');
  expect(planGitSync({ base: 'a\n', file: 'a\n', here: { kind: 'archived' } }).kind).toBe(
    'remove-file',
  );
  expect(planGitSync({ base: 'a\n', file: 'a\n', here: { kind: 'absent' } }).kind).toBe(
    'write-runbook',
  );
});
