import {
  autocompletion,
  acceptCompletion,
  snippet,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { declareVariable } from '@holdfast/shared/markdown/declare-variable';
import { EditorSelection, Prec, type ChangeSpec, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { slashText } from '../../../ui/text/slash.ts';
import { textBefore, type Block } from './blocks.ts';
import { choicesFor, type Action, type Choice, type SlashWorld } from './choices.ts';
import { isWords, slashAt } from './slash-place.ts';

export interface SlashDeps {
  /** Asked each time the menu shows something: it must be cheap. */
  readonly world: (view: EditorView) => SlashWorld;
  /** Lets the person choose an image, which then goes where the caret is. */
  readonly chooseImage: () => void;
  readonly say: (text: string) => void;
}

/**
 * The menu that a slash opens. Nothing of it runs while the menu is closed, but for one look at what
 * was typed: is it a slash?
 */
export function slashMenu(deps: SlashDeps): Extension {
  return [
    autocompletion({
      override: [(context) => complete(context, deps)],
      activateOnTyping: false,
      icons: false,
      closeOnBlur: true,
      interactionDelay: 0,
      tooltipClass: () => 'cm-slash-menu',
      maxRenderedOptions: 120,
    }),
    Prec.highest(keymap.of([{ key: 'Tab', run: acceptCompletion }])),
    EditorView.updateListener.of(({ transactions, view, state }) => {
      if (!transactions.some((one) => one.isUserEvent('input.type'))) return;
      const { main } = state.selection;
      if (!main.empty || state.sliceDoc(main.head - 1, main.head) !== '/') return;
      if (slashAt(state, main.head) !== undefined) startCompletion(view);
    }),
  ];
}

/** Opens the menu where the caret is, as if a slash had been typed there. */
export function openSlashMenu(view: EditorView): boolean {
  const { state } = view;
  const { main } = state.selection;
  const before = state.sliceDoc(Math.max(0, main.from - 1), main.from);
  if (state.readOnly || !isWords(state, main.from, -1)) return false;
  const insert = before === '' || /\s/.test(before) ? '/' : ' /';
  view.dispatch({
    changes: { from: main.from, to: main.to, insert },
    selection: { anchor: main.from + insert.length },
    userEvent: 'input',
    scrollIntoView: true,
  });
  view.focus();
  return startCompletion(view);
}

function complete(
  context: CompletionContext,
  deps: SlashDeps,
  view = context.view,
): CompletionResult | null {
  const place = slashAt(context.state, context.pos);
  if (view === undefined || place === undefined) return null;
  const options = choicesFor(place.query, deps.world(view)).map((choice, index) =>
    toCompletion(choice, index, deps),
  );
  if (options.length === 0) return null;
  return {
    from: place.from,
    options,
    filter: false,
    // At once: an Enter that comes before the list has followed the typing would begin a new line.
    update: (_current, _from, _to, next) => complete(next, deps, view),
  };
}

const sectionOrder = ['insert', 'variables', 'runbooks', 'incidents', 'components', 'people'];

function toCompletion(
  { section, label, detail, action }: Choice,
  index: number,
  deps: SlashDeps,
): Completion {
  return {
    label,
    detail,
    boost: -index,
    section: { name: slashText.sections[section], rank: sectionOrder.indexOf(section) },
    apply: (view, _completion, from, to) => apply(view, action, from, to, deps),
  };
}

function apply(view: EditorView, action: Action, from: number, to: number, deps: SlashDeps): void {
  switch (action.kind) {
    case 'nothing':
      startCompletion(view);
      return;
    case 'narrow': {
      const insert = `/${action.words}`;
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: 'input.complete',
      });
      startCompletion(view);
      return;
    }
    case 'image':
      view.dispatch({ changes: { from, to }, userEvent: 'delete' });
      deps.chooseImage();
      return;
    case 'text':
      write(view, from, to, action.text);
      return;
    case 'variable':
      writeVariable(view, from, to, action, deps);
      return;
    case 'block':
      writeBlock(view, from, to, action.block);
      return;
  }
}

function write(view: EditorView, from: number, to: number, insert: string): void {
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}

/** Both edits are one step of undo. */
function writeVariable(
  view: EditorView,
  from: number,
  to: number,
  { name, declare }: { readonly name: string; readonly declare: boolean },
  deps: SlashDeps,
): void {
  const insert = `{{${name}}}`;
  const declaration = declare ? declareVariable(view.state.sliceDoc(), name) : undefined;
  if (declare && declaration === undefined) deps.say(slashText.notDeclared(name));
  const changes: ChangeSpec[] = [{ from, to, insert }];
  if (declaration !== undefined) changes.push({ from: declaration.at, insert: declaration.insert });
  const set = view.state.changes(changes);
  view.dispatch({
    changes: set,
    selection: EditorSelection.cursor(set.mapPos(to, 1)),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
}

function writeBlock(view: EditorView, from: number, to: number, block: Block): void {
  const line = view.state.doc.lineAt(from);
  const isLineStart = line.text.slice(0, from - line.from).trim() === '';
  const lead = block.place === 'words' || isLineStart ? '' : '\n\n';
  const template = lead + block.template(textBefore(view.state, from));
  snippet(template)(view, { label: slashText.blocks[block.id].label }, from, to);
}
