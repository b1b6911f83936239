import type * as Y from 'yjs';
import { cutText } from '../markdown/characters.ts';
import { setField, type WrittenField } from '../markdown/front-matter-edit.ts';
import { type FrontMatter, readFrontMatter } from '../markdown/front-matter.ts';
import { firstHeading, titleFromPath } from '../markdown/title.ts';
import { applyEdits, indexedText } from './body-text.ts';
import { cleanLine, limits, setRegister } from './meta.ts';
import { oneEdit } from './text-edit.ts';

/**
 * Title, owners and tags of a runbook: its text says them where it can, so that they are in its
 * file; registers hold the rest. What the front matter says wins over a register, because writing
 * it there later is how a person changes it in the text; commands that find the field in the front
 * matter write it there and clear the register.
 */
export interface RunbookFields {
  /** Never empty; see `titleFrom`. */
  readonly title: string;
  /**
   * Where the title comes from: the front matter, else set in Holdfast, else the first heading,
   * else the file's name, else nowhere ("Untitled runbook").
   */
  readonly titleFrom: 'front-matter' | 'meta' | 'heading' | 'file-name' | 'nowhere';
  /** The front matter's `owners` and `owner`, else set in Holdfast. */
  readonly owners: readonly string[];
  /** The front matter's `tags`, else set in Holdfast. */
  readonly tags: readonly string[];
  /** Of the front matter; see there. `readRunbook` adds alerts that were linked beside the text. */
  readonly components: readonly string[];
  readonly alerts: readonly string[];
  readonly aliases: readonly string[];
  /** When its front matter says it was last reviewed, ms since 1970; 0 where it does not say. */
  readonly fileReviewedAtMs: number;
  /** How often it wants to be reviewed, in days; absent where its front matter does not say. */
  readonly reviewInDays?: number;
  /** Set in Holdfast and not in the text: what an export has to add. */
  readonly besideText: readonly WrittenField[];
  /** The front matter is there and could not be read: why, in words. */
  readonly frontMatterProblem?: string;
}

const untitled = 'Untitled runbook';

/** What the fields are read from; absent registers were not set. */
export interface FieldSources {
  readonly title?: string | undefined;
  readonly owners?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly sourcePath?: string | undefined;
}

/** Reads the fields from registers and text. Never throws. */
export function readFields(registers: FieldSources, body: string): RunbookFields {
  const frontMatter = readFrontMatter(body);
  const title = readTitle(registers, frontMatter, body);
  const owners = readList('owners', registers, frontMatter);
  const tags = readList('tags', registers, frontMatter);
  return {
    title: title.shown,
    titleFrom: title.from,
    owners: owners.shown,
    tags: tags.shown,
    components: frontMatter.components,
    alerts: frontMatter.alerts,
    aliases: frontMatter.aliases,
    fileReviewedAtMs: frontMatter.reviewedOnMs ?? 0,
    ...(frontMatter.reviewInDays === undefined ? {} : { reviewInDays: frontMatter.reviewInDays }),
    besideText: [title, owners, tags].flatMap(({ beside }) => (beside === undefined ? [] : beside)),
    ...(frontMatter.problem === undefined ? {} : { frontMatterProblem: frontMatter.problem }),
  };
}

interface Read<Value> {
  readonly shown: Value;
  readonly beside?: WrittenField;
}

function readTitle(
  registers: FieldSources,
  frontMatter: FrontMatter,
  body: string,
): Read<string> & { readonly from: RunbookFields['titleFrom'] } {
  if (frontMatter.title !== undefined) return { shown: frontMatter.title, from: 'front-matter' };
  const words = firstHeading(body);
  const heading = words === undefined ? undefined : cutText(words, limits.titleLength);
  const set = cutText(registers.title?.trim() ?? '', limits.titleLength);
  if (set !== '') {
    const value = cleanLine(set);
    return value === heading || value === ''
      ? { shown: set, from: 'meta' }
      : { shown: set, from: 'meta', beside: { name: 'title', value } };
  }
  if (heading !== undefined) return { shown: heading, from: 'heading' };
  const named = titleFromPath(registers.sourcePath ?? '');
  if (named !== undefined) return { shown: named, from: 'file-name' };
  return { shown: untitled, from: 'nowhere' };
}

function readList(
  name: 'owners' | 'tags',
  registers: FieldSources,
  frontMatter: FrontMatter,
): Read<readonly string[]> {
  const shown = registers[name];
  if (shown === undefined || frontMatter.listed.includes(name)) return { shown: frontMatter[name] };
  const value = [...new Set(shown.map(cleanLine).filter((item) => item !== ''))];
  return value.length === 0 ? { shown } : { shown, beside: { name, value } };
}

/** How a field will be set. */
export type FieldPlan =
  | { readonly kind: 'same' }
  /** The text already says it, and a register hides that. */
  | { readonly kind: 'clear' }
  | { readonly kind: 'text'; readonly text: string }
  /** `note`: the front matter has the field, or could not be read; why it is kept beside the text. */
  | { readonly kind: 'register'; readonly note?: string }
  | { readonly kind: 'refused'; readonly problem: string };

/** Decides how a checked value is set. Changes nothing. */
export function planField(registers: FieldSources, text: string, field: WrittenField): FieldPlan {
  const is = (fields: RunbookFields): boolean =>
    JSON.stringify(fields[field.name]) === JSON.stringify(field.value);
  if (is(readFields(registers, text))) return { kind: 'same' };
  const alone = readFields({ sourcePath: registers.sourcePath }, text);
  if (is(alone)) return { kind: 'clear' };
  const edit = setField(text, field);
  if (edit.kind === 'edited') return { kind: 'text', text: edit.text };
  if (edit.kind === 'absent') return { kind: 'register' };
  const wouldShow = is(readFields({ ...registers, [field.name]: field.value }, text));
  return wouldShow
    ? { kind: 'register', note: `Set here, but not in the text. ${edit.problem}.` }
    : { kind: 'refused', problem: `${edit.problem}. Change it in the text.` };
}

/** Carries a plan out; says whether it wrote. Call it in a transaction. */
export function writeField(
  meta: Y.Map<unknown>,
  body: Y.Text,
  field: WrittenField,
  plan: FieldPlan,
): boolean {
  if (plan.kind === 'same' || plan.kind === 'refused') return false;
  if (plan.kind === 'register') return setRegister(meta, field.name, field.value);
  if (plan.kind === 'text') {
    const edit = oneEdit(indexedText(body), plan.text);
    if (edit !== undefined) applyEdits(body, [edit]);
  }
  if (meta.has(field.name)) meta.delete(field.name);
  return true;
}

/** Clears the registers that the front matter speaks for, after a file's text was taken over. */
export function clearSaidRegisters(meta: Y.Map<unknown>, body: Y.Text): void {
  const { title, listed } = readFrontMatter(body.toJSON());
  for (const name of [...(title === undefined ? [] : ['title']), ...listed]) {
    if (meta.has(name)) meta.delete(name);
  }
}
