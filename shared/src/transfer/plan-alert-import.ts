import {
  bareName,
  fileName,
  isMarkdownFile,
  type KnownRunbook,
  nearestRunbooks,
  resolveAlert,
} from '../finding/alert-names.ts';
import type { DocumentName } from '../protocol/names.ts';
import type { AlertRule } from './prometheus-rules.ts';

/** What becomes of one alert and the runbook that its rules name. */
export type AlertDecision = {
  readonly alert: string;
  /** How many rules have this name and this address. */
  readonly rules: number;
  /** As written; empty where the rules have none. */
  readonly runbookUrl: string;
} & (
  | { readonly kind: 'link'; readonly doc: DocumentName }
  /** The runbook says already that it answers the alert. */
  | { readonly kind: 'linked'; readonly doc: DocumentName }
  | { readonly kind: 'no-url' }
  /** The address fits several runbooks equally well. */
  | { readonly kind: 'several'; readonly docs: readonly DocumentName[] }
  /** No runbook here is the one that the address names; `nearest` are named much like it. */
  | {
      readonly kind: 'not-found';
      readonly wanted: string;
      readonly nearest: readonly DocumentName[];
    }
);

/**
 * Decides for each alert which runbook its `runbook_url` names: the one whose path ends as the
 * address does (most parts in common, without case, ending and punctuation), else the one that answers to
 * the address's last part or anchor as an alert, alias, file or title. So addresses of a Hugo site, of a
 * file in a repository and of Holdfast's own `/r/<alert>` all lead to the imported file. Changes
 * nothing; `linkAlerts` does.
 */
export function planAlertImport(
  rules: readonly AlertRule[],
  runbooks: readonly KnownRunbook[],
): readonly AlertDecision[] {
  const groups = new Map<string, { readonly rule: AlertRule; rules: number }>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.name, rule.runbookUrl]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { rule, rules: 1 });
    else known.rules += 1;
  }
  const places = runbooks.map((known) => ({ known, parts: pathParts(known.runbook.sourcePath) }));
  return Array.from(groups.values(), ({ rule, rules: count }) => ({
    alert: rule.name,
    rules: count,
    runbookUrl: rule.runbookUrl,
    ...decide(rule, places),
  }));
}

interface Place {
  readonly known: KnownRunbook;
  /** Parts of its path, bare, the folder's own page by its folder. */
  readonly parts: readonly string[];
}

type Outcome = AlertDecision extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'alert' | 'rules' | 'runbookUrl'>
    : never
  : never;

function decide(rule: AlertRule, places: readonly Place[]): Outcome {
  if (rule.runbookUrl === '') return { kind: 'no-url' };
  const { parts, anchor } = readAddress(rule);
  const last = parts.at(-1) ?? '';
  const names = [anchor.replace(/^alert-name-/, ''), last].filter((name) => name !== '');
  const runbooks = places.map(({ known }) => known);
  const docs = [
    () => byId(last, runbooks),
    () => answering(names.slice(0, -1), runbooks),
    () => byPath(parts, places),
    () => answering(names.slice(-1), runbooks),
  ].reduce<readonly DocumentName[]>((found, look) => (found.length > 0 ? found : look()), []);
  const [doc] = docs;
  if (doc === undefined) {
    const wanted = names[0] ?? rule.runbookUrl;
    return { kind: 'not-found', wanted, nearest: nearestRunbooks(wanted, runbooks) };
  }
  if (docs.length > 1) return { kind: 'several', docs };
  const runbook = runbooks.find((known) => known.doc === doc)?.runbook;
  return { kind: runbook?.alerts.includes(rule.name) === true ? 'linked' : 'link', doc };
}

/** The parts of an address's path, and its anchor; the alert's own name where a template puts it. */
function readAddress({ name, runbookUrl }: AlertRule): {
  readonly parts: readonly string[];
  readonly anchor: string;
} {
  const filled = runbookUrl.replace(/\{\{-?\s*\$labels\.alertname\s*-?\}\}/g, name);
  const [beforeAnchor = '', anchor = ''] = filled.split('#', 2);
  const path = beforeAnchor.replace(/\?.*$/, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return {
    parts: path
      .split('/')
      .map(decoded)
      .filter((part) => part !== ''),
    anchor: decoded(anchor),
  };
}

function byId(last: string, runbooks: readonly KnownRunbook[]): readonly DocumentName[] {
  return runbooks.some(({ doc }) => doc === `runbook:${last}`) ? [`runbook:${last}`] : [];
}

/** Those whose paths share most parts with the end of the address; an archived one only where no other does. */
function byPath(parts: readonly string[], places: readonly Place[]): readonly DocumentName[] {
  const wanted = pathParts(parts.join('/'));
  let most = 0;
  let best: Place[] = [];
  for (const place of places) {
    const common = commonEnd(wanted, place.parts);
    if (common === 0 || common < most) continue;
    if (common > most) best = [];
    most = common;
    best.push(place);
  }
  const current = firstOf(best, ({ known }) => !known.runbook.archived);
  return firstOf(current, ({ known }) => isMarkdownFile(known.runbook.sourcePath)).map(
    ({ known }) => known.doc,
  );
}

/** Those that are so, or all where none is. */
function firstOf<T>(all: readonly T[], isSo: (one: T) => boolean): readonly T[] {
  const some = all.filter(isSo);
  return some.length > 0 ? some : all;
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let common = 0;
  while (common < a.length && common < b.length && a.at(-1 - common) === b.at(-1 - common))
    common += 1;
  return common;
}

function pathParts(path: string): readonly string[] {
  const file = path.split('/').at(-1) ?? '';
  const folders = path.split('/').slice(0, -1);
  const named = fileName(path);
  const isFolderPage = named !== '' && named === folders.at(-1) && !file.startsWith(`${named}.`);
  return [...(isFolderPage ? folders.slice(0, -1) : folders), named]
    .map(bareName)
    .filter((part) => part !== '');
}

function answering(
  names: readonly string[],
  runbooks: readonly KnownRunbook[],
): readonly DocumentName[] {
  for (const name of names) {
    const found = resolveAlert(name.replace(/\.(?:md|markdown|html?)$/i, ''), runbooks);
    if (found.kind === 'one') return [found.doc];
    if (found.kind === 'several') return found.docs;
  }
  return [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
