import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { cutText, wellFormed } from '../markdown/characters.ts';
import type { Step } from '../markdown/steps.ts';
import { maxVariableLength } from '../markdown/variables.ts';
import type { CommandResult } from './command.ts';
import { appendEntry, type EntryContext, type EntryStamp, readEntries } from './entries.ts';
import { textHash } from './ids.ts';
import { limits } from './meta.ts';

/**
 * Runs of runbooks, inside any document: `runs`, an array of entries, one a run, with its steps
 * frozen at the start; `runTexts`, a map with the text as it was then, under its hash; `entries`, what people did
 * (`run-entries.ts`). What holds now is a fold (`run-fold.ts`).
 */
const maxSteps = 2_000;
/** UTF-16 code units of a text at most. */
const maxRunTextLength = 4_000_000;
/** A relay takes no edit of more than 1 MiB: a longer text goes in such portions, each an edit of its own. */
const textPortion = 200_000;

const jumpSchema = z.object({ to: z.string(), words: z.string(), condition: z.string() });
const stepSchema = z.object({
  kind: z.enum(['item', 'section']),
  start: z.int().check(z.gte(0)),
  end: z.int().check(z.gte(0)),
  depth: z.int().check(z.gte(0)),
  section: z.string(),
  text: z.string(),
  gate: z.boolean(),
  waitMs: z.number().check(z.gte(0)),
  jumps: z.readonly(z.array(jumpSchema)),
});

const runSchema = z.object({
  kind: z.literal('run'),
  /** Document name of the runbook. */
  runbook: z.string().check(z.maxLength(100)),
  /** `textHash` of the text that is run. */
  version: z.string(),
  title: z.string(),
  steps: z.readonly(z.array(stepSchema).check(z.maxLength(maxSteps))),
  /** Steps that are part of this run, by their place; all where absent. */
  part: z.optional(z.readonly(z.array(z.int().check(z.gte(0))))),
  /** Variables in the order in which they are asked for, with what was filled in at the start. */
  values: z.optional(z.readonly(z.array(z.object({ name: z.string(), value: z.string() })))),
});

/** A run as it was frozen. Its id is its entry's. */
export type Run = z.infer<typeof runSchema> & EntryStamp;

/** Every run of a document, in the order in which they were started. Never throws. */
export function readRuns(doc: Y.Doc): readonly Run[] {
  return readEntries(doc.getArray('runs'), rememberedRun);
}

/** What was read of an entry stays: steps are many, and entries never change. */
const knownRuns = new WeakMap<object, ReturnType<typeof runSchema.safeParse>>();
const rememberedRun: Pick<typeof runSchema, 'safeParse'> = {
  safeParse(value) {
    if (typeof value !== 'object' || value === null) return runSchema.safeParse(value);
    const known = knownRuns.get(value) ?? runSchema.safeParse(value);
    knownRuns.set(value, known);
    return known;
  },
};

/** The text that is run. `missing`: not all of it is here; `changed`: what is here is another text. */
type RunText =
  | { readonly state: 'here'; readonly text: string }
  | { readonly state: 'missing' | 'changed' };

interface CheckedText {
  readonly text: string;
  readonly found: RunText;
}

/** By the name of a text, what hashing found of what stood there: a text is long, and is read often. */
const checkedTexts = new WeakMap<Y.Doc, Map<string, CheckedText>>();

/** Never gives a text that is not the one whose hash the run names: whoever may add can add any. */
export function findRunText(doc: Y.Doc, version: string): RunText {
  const texts = doc.getMap('runTexts');
  // Older versions kept every text in portions, and their count where the text is now.
  const kept = texts.get(version) ?? texts.get(longTextKey(version));
  const read = typeof kept === 'string' ? kept : joinPortions(texts, version, kept);
  if (typeof read !== 'string') return read;
  const text = read;
  const checked = checkedTexts.get(doc) ?? new Map<string, CheckedText>();
  checkedTexts.set(doc, checked);
  const known = checked.get(version);
  if (known?.text === text) return known.found;
  const found: RunText =
    textHash(text) === version ? { state: 'here', text } : { state: 'changed' };
  checked.set(version, { text, found });
  return found;
}

function joinPortions(texts: Y.Map<unknown>, version: string, count: unknown): string | RunText {
  if (count === undefined) return { state: 'missing' };
  if (typeof count !== 'number' || !(count >= 0 && count <= maxRunTextLength / textPortion + 1)) {
    return { state: 'changed' };
  }
  let text = '';
  for (let at = 0; at < count; at += 1) {
    const portion = texts.get(`${version}/${at}`);
    if (portion === undefined) return { state: 'missing' };
    if (typeof portion !== 'string') return { state: 'changed' };
    text += portion;
  }
  return text;
}

/** Under which there is how many portions a text has that is too long for one edit. */
function longTextKey(version: string): string {
  return `long/${version}`;
}

/** The text that is run, or undefined where it is not here as it was. */
export function readRunText(doc: Y.Doc, version: string): string | undefined {
  const found = findRunText(doc, version);
  return found.state === 'here' ? found.text : undefined;
}

/** What a run is started with. */
export interface NewRun {
  readonly runbook: string;
  readonly title: string;
  readonly text: string;
  readonly steps: readonly Step[];
  /** Places of the steps that are part of it; all where absent. */
  readonly part?: readonly number[];
  readonly values?: readonly { readonly name: string; readonly value: string }[];
}

export type RunRefused = 'no-steps' | 'too-many-steps' | 'too-long' | 'value-too-long';

/** Why a run cannot be started, in words; undefined where it can. */
export function checkRun(
  run: NewRun,
): Extract<CommandResult<RunRefused>, { ok: false }> | undefined {
  const no = (reason: RunRefused, problem: string) => ({ ok: false as const, reason, problem });
  if (run.steps.length === 0) {
    return no('no-steps', 'There is nothing to do in this runbook yet. Write its steps first.');
  }
  if (run.part !== undefined && partOf(run).length === 0) {
    return no('no-steps', 'Choose at least one step.');
  }
  if (run.steps.length > maxSteps) {
    const count = run.steps.length.toLocaleString('en');
    const most = maxSteps.toLocaleString('en');
    return no('too-many-steps', `This runbook has ${count} steps. A run keeps at most ${most}.`);
  }
  if (run.text.length > maxRunTextLength) {
    return no('too-long', 'This runbook is longer than 4 million characters: too long to be run.');
  }
  const long = run.values?.find(({ value }) => value.length > maxVariableLength);
  return long === undefined
    ? undefined
    : no('value-too-long', `${long.name} is longer than ${maxVariableLength} characters.`);
}

/** Freezes a runbook's steps into a run. Gives its id. Refused as `checkRun` says; then nothing was written. */
export function startRun(
  doc: Y.Doc,
  run: NewRun,
  context: EntryContext,
): Extract<CommandResult<RunRefused>, { ok: false }> | { readonly ok: true; readonly run: string } {
  const refused = checkRun(run);
  if (refused !== undefined) return refused;
  const text = wellFormed(run.text);
  const version = textHash(text);
  keepText(doc, version, text);
  const { id } = appendEntry(
    doc.getArray('runs'),
    {
      kind: 'run',
      runbook: run.runbook,
      version,
      title: cutText(wellFormed(run.title), limits.titleLength),
      steps: run.steps.map((step) => ({ ...step, jumps: step.jumps.map((jump) => ({ ...jump })) })),
      part: run.part === undefined ? undefined : partOf(run),
      values: run.values?.map(({ name, value }) => ({ name, value: wellFormed(value) })),
    },
    context,
  );
  return { ok: true, run: id };
}

function partOf(run: NewRun): readonly number[] {
  const places = (run.part ?? []).filter((place) => run.steps[place] !== undefined);
  return [...new Set(places)].sort((a, b) => a - b);
}

function keepText(doc: Y.Doc, version: string, text: string): void {
  const { state } = findRunText(doc, version);
  const texts = doc.getMap('runTexts');
  if (text.length <= textPortion) {
    // What stands there stays: not everybody who may start a run may write over it.
    if (state !== 'here' && !texts.has(version)) texts.set(version, text);
    return;
  }
  if (state !== 'missing') return;
  let count = 0;
  for (let at = 0; at < text.length; count += 1) {
    const portion = cutText(text.slice(at), textPortion);
    texts.set(`${version}/${count}`, portion);
    at += portion.length;
  }
  texts.set(longTextKey(version), count);
}
