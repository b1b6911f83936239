import { type DocumentName, documentKind } from '../protocol/names.ts';
import type { AppendRule } from '../replica/append-only.ts';

/** Entries of any kind, and runs with the texts that they are frozen from. */
const told = { entries: null, runs: null } as const;
const none: AppendRule = { lists: {}, maps: [], first: [] };

/**
 * Where somebody may add who may not change: what happened, what was ticked, and words about a text.
 * Whoever accepts a suggestion changes the text; whoever locks one keeps others from it.
 */
const rules: Readonly<Record<string, AppendRule>> = {
  incident: { lists: told, maps: ['runTexts'], first: [] },
  drill: { lists: told, maps: ['runTexts', 'files'], first: ['meta'] },
  'drill-log': { lists: { entries: ['seal'] }, maps: [], first: [] },
  runbook: {
    lists: { comments: ['comment', 'suggestion', 'reply'], reviews: ['review'] },
    maps: [],
    first: [],
  },
};

/** What may be added to a document by whoever has the right to append only. */
export function appendRuleOf(doc: DocumentName): AppendRule {
  return rules[documentKind(doc)] ?? none;
}
