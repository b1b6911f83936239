import {
  ChangeSet,
  EditorState,
  type Extension,
  type Text,
  type Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin } from '@codemirror/view';
import { ySyncAnnotation } from 'y-codemirror.next';

/**
 * Keeps the bytes of files with Windows line endings. The editor breaks lines at `\n` only, so its
 * offsets equal those of the `Y.Text`; a `\r` before it stays in the text, unseen and untouchable.
 * Edits made here get the endings that the text's first line has; nothing else changes.
 */
export function carriageReturns(text: string): Extension {
  const crlf = /^[^\n]*\r\n/.test(text);
  return [
    EditorState.lineSeparator.of('\n'),
    EditorState.transactionFilter.of((transaction) => {
      // What others wrote, and undo, come from the shared text: they are right as they are.
      if (transaction.annotation(ySyncAnnotation) !== undefined) return transaction;
      const specs: TransactionSpec[] = [];
      let { newDoc } = transaction;
      let selection = transaction.newSelection;
      if (transaction.docChanged) {
        const changes = repairs(newDoc, changedRanges(transaction), crlf);
        if (changes.length > 0) {
          const set = ChangeSet.of([...changes], newDoc.length, '\n');
          specs.push({ changes: set, sequential: true });
          newDoc = set.apply(newDoc);
          selection = selection.map(set);
        }
      }
      const { main } = selection;
      if (selection.ranges.length === 1 && (transaction.docChanged || transaction.selection)) {
        const head = beforeReturn(newDoc, main.head);
        const anchor = beforeReturn(newDoc, main.anchor);
        if (head !== main.head || anchor !== main.anchor) {
          specs.push({ selection: { anchor, head }, sequential: true });
        }
      }
      return specs.length === 0 ? transaction : [transaction, ...specs];
    }),
    hiddenReturns,
  ];
}

interface Repair {
  readonly from: number;
  readonly to?: number;
  readonly insert?: string;
}

interface ChangedRange {
  readonly from: number;
  readonly to: number;
  /** Nothing came in, and what went ended in `\r`: Delete was pressed at the end of a line. */
  readonly joins: boolean;
}

function changedRanges({ changes, startState }: Transaction): readonly ChangedRange[] {
  const ranges: ChangedRange[] = [];
  changes.iterChangedRanges((fromA, toA, from, to) => {
    const joins = toA > fromA && from === to && startState.sliceDoc(toA - 1, toA) === '\r';
    ranges.push({ from, to, joins });
  });
  return ranges;
}

/** What makes the line endings in and around the changed ranges whole again. */
function repairs(doc: Text, ranges: readonly ChangedRange[], crlf: boolean): readonly Repair[] {
  const found: Repair[] = [];
  const character = (at: number) => (at < 0 ? '' : doc.sliceString(at, at + 1, '\n'));
  for (const { from, to, joins } of ranges) {
    // One character on each side: deleting half of an ending leaves the other half there.
    const start = crlf ? Math.max(0, from - 1) : from;
    const end = crlf ? Math.min(doc.length, to + 1) : to;
    for (let at = start; at < end; at += 1) {
      if (character(at) === '\r') {
        if (!crlf || character(at + 1) !== '\n') found.push({ from: at, to: at + 1 });
      } else if (crlf && character(at) === '\n' && character(at - 1) !== '\r') {
        found.push(joins && at === from ? { from: at, to: at + 1 } : { from: at, insert: '\r' });
      }
    }
  }
  return unique(found);
}

function unique(found: readonly Repair[]): readonly Repair[] {
  return [...new Map(found.map((repair) => [`${repair.from} ${repair.to}`, repair])).values()];
}

/** A place between `\r` and `\n` is no place for a caret. */
function beforeReturn(doc: Text, position: number): number {
  const around = doc.sliceString(Math.max(0, position - 1), position + 1, '\n');
  return around === '\r\n' ? position - 1 : position;
}

const matcher = new MatchDecorator({ regexp: /\r$/g, decoration: Decoration.replace({}) });

const hiddenReturns = ViewPlugin.define(
  (view) => ({
    decorations: matcher.createDeco(view),
    update(update) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    },
  }),
  {
    decorations: (plugin) => plugin.decorations,
    provide: (plugin) =>
      EditorView.atomicRanges.of((view) => view.plugin(plugin)?.decorations ?? Decoration.none),
  },
);
