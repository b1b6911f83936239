import { findSecrets, type SecretKind } from '@holdfast/shared/markdown/lint-secrets';
import { Annotation, type EditorState, type Transaction } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { ySyncAnnotation } from 'y-codemirror.next';
import { secretDialogText } from '../../../ui/text/lint.ts';

/** Something about to be inserted that holds secrets, and has not been. */
export interface HeldInsertion {
  readonly kinds: readonly SecretKind[];
  /** Inserts it as it is. */
  insert(): void;
  /** Inserts it with the secrets left out. */
  insertHidden(): void;
}

/** A person has seen it and said yes. */
const allowed = Annotation.define<true>();

/** Shorter insertions are typing: no secret comes in at once with fewer letters. */
const shortest = 12;

/**
 * For an editor's `dispatchTransactions`: holds back what brings secrets in at once (a paste, a
 * drop, a keyboard's clipboard), because from the document it would be on its way to everybody.
 * Tells `ask` of what it held back, and gives what may go on. What others wrote, and undo, pass.
 */
export function holdSecrets(
  transactions: readonly Transaction[],
  view: EditorView,
  ask: (held: HeldInsertion) => void,
): readonly Transaction[] {
  for (const [index, transaction] of transactions.entries()) {
    const kinds = secretsBroughtIn(transaction);
    if (kinds.length === 0) continue;
    ask(held(transaction, kinds, view));
    // What came after it was made for a text that has it.
    return transactions.slice(0, index);
  }
  return transactions;
}

/** Kinds of secrets that stand in the text after a local transaction because of it. */
export function secretsBroughtIn(transaction: Transaction): readonly SecretKind[] {
  if (!transaction.docChanged || transaction.annotation(allowed) === true) return [];
  if (transaction.annotation(ySyncAnnotation) !== undefined) return [];
  const { newDoc, startState } = transaction;
  const kinds = new Set<SecretKind>();
  transaction.changes.iterChanges((_fromA, _toA, from, to, inserted) => {
    if (inserted.length < shortest) return;
    // The words around it count: `token=` may stand there already.
    const start = newDoc.lineAt(from).from;
    const end = newDoc.lineAt(to).to;
    const around = newDoc.sliceString(start, end);
    for (const secret of findSecrets(around)) {
      if (start + secret.to <= from || start + secret.from >= to) continue;
      // Moved, or written twice: it is shared already.
      const isThere = startState.sliceDoc().includes(around.slice(secret.from, secret.to));
      if (!isThere) kinds.add(secret.kind);
    }
  });
  return [...kinds];
}

function held(
  transaction: Transaction,
  kinds: readonly SecretKind[],
  view: EditorView,
): HeldInsertion {
  const { startState } = transaction;
  const { main } = startState.selection;
  const insert = insertedText(transaction);
  const go = (text: string) => {
    const { state } = view;
    // Others may have written meanwhile; where the caret is now is where it belongs.
    const range = state.doc.eq(startState.doc) ? main : state.selection.main;
    view.dispatch({
      changes: { from: range.from, to: range.to, insert: text },
      selection: { anchor: range.from + lengthIn(state, text) },
      annotations: allowed.of(true),
      userEvent: 'input.paste',
      scrollIntoView: true,
    });
    view.focus();
  };
  return {
    kinds,
    insert: () => go(insert),
    insertHidden: () => go(withoutSecrets(insert, transaction)),
  };
}

function insertedText(transaction: Transaction): string {
  const parts: string[] = [];
  transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    parts.push(inserted.toString());
  });
  return parts.join('\n');
}

function withoutSecrets(text: string, { startState }: Transaction): string {
  const { from } = startState.selection.main;
  const before = startState.sliceDoc(startState.doc.lineAt(from).from, from);
  let result = '';
  let at = 0;
  for (const secret of findSecrets(before + text)) {
    const start = Math.max(at, secret.from - before.length);
    const end = secret.to - before.length;
    if (end <= at) continue;
    result += text.slice(at, start) + secretDialogText.hidden;
    at = end;
  }
  return result + text.slice(at);
}

function lengthIn(state: EditorState, text: string): number {
  return state.toText(text).length;
}
