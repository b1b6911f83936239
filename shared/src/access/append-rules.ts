import { type DocumentName, documentKind } from '../protocol/names.ts';
import type { AppendRule, GuardRule, OwnKeys } from '../replica/append-only.ts';
import type { Grant } from './grant.ts';
import { accessRoot } from './workspace-access.ts';
import { signatureKey, signaturesRoot } from './entry-signature.ts';

/** Entries of any kind, and runs with the texts that they are frozen from. */
const told = { entries: null, runs: null } as const;
const none: AppendRule = { lists: {}, maps: [] };

/**
 * Where somebody may add who may not change: what happened, what was ticked, and words about a text.
 * Whoever accepts a suggestion changes the text; whoever locks one keeps others from it.
 */
const rules: Readonly<Record<string, Omit<AppendRule, 'own' | 'fitting'>>> = {
  incident: { lists: told, maps: [], contents: { runTexts: 'texts' } },
  drill: { lists: told, maps: [], contents: { runTexts: 'texts', files: 'files' } },
  'drill-log': { lists: { entries: ['seal'] }, maps: [] },
  runbook: {
    lists: { comments: ['comment', 'suggestion', 'reply'], reviews: ['review'] },
    maps: [],
  },
};

/**
 * What may be added to a document by whoever has the right to append only.
 *
 * @param device thumbprint of the key that they came with
 */
export function appendRuleOf(doc: DocumentName, device: string): AppendRule {
  const rule = rules[documentKind(doc)];
  return rule === undefined ? none : { ...rule, fitting: true, own: signaturesOf(device) };
}

/**
 * What whoever may change a document keeps to: devices sign for themselves alone, and who is let in
 * for an emergency does not touch who was let in or cut off before.
 */
export function guardRuleOf(
  doc: DocumentName,
  { device, kind: tokenKind }: Pick<Grant, 'device' | 'kind'>,
): GuardRule | undefined {
  if (doc === 'workspace' && tokenKind === 'break-glass') {
    const kept = {
      map: accessRoot,
      lasting: ['revoked/', 'restricted/'],
      foreign: ['accepted/', 'invited/'],
      isHanded: false,
    };
    return { kept, isTypedIn: false };
  }
  const kind = documentKind(doc);
  if (rules[kind] === undefined) return undefined;
  return { own: signaturesOf(device), isTypedIn: kind === 'runbook' };
}

function signaturesOf(device: string): OwnKeys {
  return { map: signaturesRoot, ending: signatureKey('', device), isHanded: false };
}
