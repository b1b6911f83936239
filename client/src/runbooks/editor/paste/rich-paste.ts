import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { isWords } from '../slash/slash-place.ts';

export interface PasteDeps {
  /** Files that were pasted or dropped at a place in the text. */
  readonly takeFiles: (files: readonly File[], view: EditorView, at: number | undefined) => void;
  /** What is inserted now is a step of undo by itself. */
  readonly separateUndo: () => void;
}

/** A longer paste is taken as its plain words: to convert it would hold up the page. */
const longestHtml = 1_000_000;

/** The converter brings a parser along, which only a rich paste needs. */
const loadConverter = () => import('./html-to-markdown.ts');

/**
 * Takes rich text that is pasted in as Markdown, and hands on files. Plain text (Ctrl+Shift+V), code
 * copied from an editor, and anything pasted into code stay as they are.
 */
export function richPaste(deps: PasteDeps): Extension {
  return EditorView.domEventHandlers({
    paste(event, view) {
      const { clipboardData } = event;
      if (clipboardData === null || view.state.readOnly) return false;
      const html = clipboardData.getData('text/html');
      const plain = clipboardData.getData('text/plain');
      const files = [...clipboardData.files];
      // Word processors add a picture of the text to the text.
      if (files.length > 0 && plain.trim() === '') {
        event.preventDefault();
        deps.takeFiles(files, view, undefined);
        return true;
      }
      if (!isRich(html, plain, clipboardData.types) || !isAllWords(view)) return false;
      event.preventDefault();
      void pasteHtml(view, html, plain, deps);
      return true;
    },
    drop(event, view) {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0 || view.state.readOnly) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      deps.takeFiles(files, view, at);
      return true;
    },
  });
}

function isRich(html: string, plain: string, types: readonly string[]): boolean {
  if (html === '' || html.length > longestHtml || plain === '') return false;
  // VS Code and its relatives say so.
  return !types.includes('vscode-editor-data');
}

function isAllWords(view: EditorView): boolean {
  const { main } = view.state.selection;
  return isWords(view.state, main.from, -1) && isWords(view.state, main.to, 1);
}

async function pasteHtml(
  view: EditorView,
  html: string,
  plain: string,
  deps: PasteDeps,
): Promise<void> {
  const pasted = await loadConverter().then(
    ({ htmlToMarkdown }) => htmlToMarkdown(html),
    // The words are better than nothing.
    () => undefined,
  );
  deps.separateUndo();
  insert(view, pasted?.text ?? plain.replaceAll('\r\n', '\n'), pasted?.blocks === true);
  deps.separateUndo();
}

/** Blocks get lines of their own, indented as the line they come into. */
function insert(view: EditorView, text: string, blocks: boolean): void {
  const { state } = view;
  const { from, to } = state.selection.main;
  const line = state.doc.lineAt(from);
  const before = line.text.slice(0, from - line.from);
  const after = state.doc.lineAt(to).text.slice(to - state.doc.lineAt(to).from);
  const indent = before.trim() === '' ? before : '';
  const indented = indent === '' ? text : text.replace(/\n(?=[^\n])/g, `\n${indent}`);
  const lead = blocks && before.trim() !== '' ? '\n\n' : '';
  const end = blocks && after.trim() !== '' ? '\n\n' : '';
  const changes = state.changes({ from, to, insert: state.toText(lead + indented + end) });
  view.dispatch({
    changes,
    selection: { anchor: changes.mapPos(to, 1) - end.length },
    userEvent: 'input.paste',
    scrollIntoView: true,
  });
}
