import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { search, searchKeymap } from '@codemirror/search';
import {
  Compartment,
  EditorState,
  type Extension,
  Prec,
  type Transaction,
} from '@codemirror/state';
import { dropCursor, EditorView, keymap, placeholder } from '@codemirror/view';
import { yCollab, ySyncAnnotation, ySyncFacet, yUndoManagerKeymap } from 'y-codemirror.next';
import type * as Y from 'yjs';
import type { OpenDocument } from '../../hub/client-api.ts';
import { editorText } from '../../ui/text/editor.ts';
import { carriageReturns } from './carriage-returns.ts';
import { editorTheme } from './editor-theme.ts';
import { continueList, insertLink, toggleMark, togglePrefix } from './formatting.ts';
import { lineDirections } from './line-directions.ts';
import { markdownLanguage } from './markdown-language.ts';
import { remoteCursors } from './remote-cursors.ts';

export interface EditorDeps {
  readonly parent: HTMLElement;
  readonly text: Y.Text;
  readonly open: OpenDocument;
  /** Outlives the editor: what was written before the page was left can still be undone. */
  readonly undoManager: Y.UndoManager;
  /** Inside the transaction of each edit made here (also undo), not of those of others. */
  readonly beforeEdit: () => void;
  /** What helps with writing: the menu, pasting, problems. */
  readonly help: Extension;
  /** Gives those of the transactions that may go on; the others do not happen. */
  readonly admit: (
    transactions: readonly Transaction[],
    view: EditorView,
  ) => readonly Transaction[];
  readonly locked: boolean;
  /** What is written in it, and what stands there while nothing is; those of a runbook where absent. */
  readonly words?: { readonly label: string; readonly placeholder: string };
}

export interface Editor {
  readonly view: EditorView;
  /** While locked, nothing is written here, nor undone; others' edits arrive as ever. */
  setLocked(locked: boolean): void;
  destroy(): void;
}

/**
 * Binds an editor to a shared text. Undo takes back this editor's edits only. The binding does not
 * depend on the document's client id, which may change while it is open.
 */
export function createEditor(deps: EditorDeps): Editor {
  const { text, open, undoManager } = deps;
  const content = text.toString();
  const writing = new Compartment();
  const view = new EditorView({
    parent: deps.parent,
    dispatchTransactions: (transactions, into) => into.update(deps.admit(transactions, into)),
    state: EditorState.create({
      doc: content,
      extensions: [
        carriageReturns(content),
        // Presence is drawn by `remoteCursors`, which does not trust what it is told.
        yCollab(text, null, { undoManager }),
        remoteCursors({ text, awareness: () => open.awareness }),
        Prec.high(keymap.of(formattingKeys)),
        writing.of(writingRules(deps.locked)),
        keymap.of([...searchKeymap, ...editingKeys, indentWithTab]),
        search({ top: true }),
        markdownLanguage(),
        deps.help,
        dropCursor(),
        EditorView.lineWrapping,
        lineDirections(),
        // Room for the caret's line and the name over it at either edge.
        EditorView.scrollMargins.of(() => ({ top: 28, bottom: 48 })),
        // What scrolls must be reached by Tab, says axe; an editable text is, but not by its count.
        EditorView.contentAttributes.of({
          'aria-label': deps.words?.label ?? editorText.body,
          spellcheck: 'true',
          tabindex: '0',
        }),
        placeholder(deps.words?.placeholder ?? editorText.placeholder),
        editorTheme(),
      ],
    }),
  });
  const ours = new Set<unknown>([undoManager, view.state.facet(ySyncFacet)]);
  const onTransaction = ({ origin }: Y.Transaction) => {
    if (ours.has(origin)) deps.beforeEdit();
  };
  open.doc.on('beforeTransaction', onTransaction);
  return {
    view,
    setLocked(locked) {
      view.dispatch({ effects: writing.reconfigure(writingRules(locked)) });
    },
    destroy() {
      view.destroy();
      open.doc.off('beforeTransaction', onTransaction);
    },
  };
}

function writingRules(locked: boolean): Extension {
  // Undo of the shared text would write, whatever the editor says.
  if (!locked) return keymap.of([...yUndoManagerKeymap]);
  return [
    EditorState.readOnly.of(true),
    // Commands need not ask whether it is read-only; what others write comes from the shared text.
    EditorState.changeFilter.of((change) => change.annotation(ySyncAnnotation) !== undefined),
  ];
}

/** The usual keys, but for the one that the app uses to stop editing. */
const editingKeys = defaultKeymap.filter((binding) => binding.key !== 'Mod-Enter');

const formattingKeys = [
  { key: 'Mod-b', run: toggleMark('**'), preventDefault: true },
  { key: 'Mod-i', run: toggleMark('*'), preventDefault: true },
  { key: 'Mod-e', run: toggleMark('`'), preventDefault: true },
  { key: 'Mod-Shift-l', run: insertLink, preventDefault: true },
  { key: 'Mod-Alt-2', run: togglePrefix('## '), preventDefault: true },
  { key: 'Mod-Shift-8', run: togglePrefix('- '), preventDefault: true },
  { key: 'Mod-Shift-9', run: togglePrefix('- [ ] '), preventDefault: true },
  { key: 'Enter', run: continueList },
];
