import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, keymap, WidgetType } from '@codemirror/view';

/** The words of a discussion in the editor; offsets as in the shared text. */
export interface EditorMark {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'comment' | 'suggestion';
  /** What it is called. */
  readonly label: string;
}

export interface EditorMarksDeps {
  /** Somebody pressed the sign of a discussion. */
  readonly open: (id: string) => void;
  /** Somebody wants to comment on a stretch of the text; undefined where there is none. */
  readonly comment: (range: { readonly from: number; readonly to: number } | undefined) => void;
}

const setMarks = StateEffect.define<readonly EditorMark[]>();

/** Shows marks; between two calls they move along with what is written. */
export function showEditorMarks(view: EditorView, marks: readonly EditorMark[]): void {
  view.dispatch({ effects: setMarks.of(marks) });
}

/** Marks at the words of discussions, and the key that begins a comment. Nothing is worked out while somebody types. */
export function editorMarks(deps: EditorMarksDeps): Extension {
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(decorations, { changes, effects, newDoc }) {
      const set = effects.findLast((effect) => effect.is(setMarks));
      return set === undefined
        ? decorations.map(changes)
        : toDecorations(set.value, newDoc.length, deps.open);
    },
    provide: (own) => EditorView.decorations.from(own),
  });
  return [
    field,
    keymap.of([
      {
        key: 'Mod-Alt-m',
        preventDefault: true,
        run(view) {
          deps.comment(rangeToComment(view));
          return true;
        },
      },
    ]),
    theme,
  ];
}

/** What is selected, else the words of the line. */
export function rangeToComment(
  view: EditorView,
): { readonly from: number; readonly to: number } | undefined {
  const { main } = view.state.selection;
  const { from, to } = main.empty ? view.state.doc.lineAt(main.head) : main;
  const words = view.state.sliceDoc(from, to);
  const start = from + (words.length - words.trimStart().length);
  const end = to - (words.length - words.trimEnd().length);
  return start < end ? { from: start, to: end } : undefined;
}

function toDecorations(
  marks: readonly EditorMark[],
  length: number,
  open: EditorMarksDeps['open'],
): DecorationSet {
  const ranges = marks
    .filter(({ from, to }) => from < to && to <= length)
    .flatMap(({ id, from, to, kind, label }) => [
      Decoration.mark({ class: `cm-comment cm-comment-${kind}`, inclusive: false }).range(from, to),
      Decoration.widget({ widget: new MarkerWidget(id, kind, label, open), side: 1 }).range(to),
    ]);
  return Decoration.set(ranges, true);
}

const pictures = {
  comment:
    'M8 9h8M8 13h6M9 18H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3h12a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-3l-3 3z',
  suggestion: 'M4 20h4L18.5 9.5a2.8 2.8 0 0 0-4-4L4 16zM13.5 6.5l4 4',
} as const;

class MarkerWidget extends WidgetType {
  readonly #id: string;
  readonly #kind: EditorMark['kind'];
  readonly #label: string;
  readonly #open: EditorMarksDeps['open'];

  constructor(id: string, kind: EditorMark['kind'], label: string, open: EditorMarksDeps['open']) {
    super();
    this.#id = id;
    this.#kind = kind;
    this.#label = label;
    this.#open = open;
  }

  override eq(other: MarkerWidget): boolean {
    return other.#id === this.#id && other.#label === this.#label;
  }

  override toDOM(): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'cm-comment-marker';
    button.title = this.#label;
    button.setAttribute('aria-label', this.#label);
    button.addEventListener('click', () => this.#open(this.#id));
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', pictures[this.#kind]);
    svg.append(path);
    button.append(svg);
    return button;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const underline = (color: string, style: string) => ({
  backgroundColor: `color-mix(in srgb, ${color} 12%, transparent)`,
  textDecoration: `underline ${style} ${color} 2px`,
  textUnderlineOffset: '3px',
});

const theme = EditorView.theme({
  '.cm-comment': underline('var(--hf-note)', 'solid'),
  '.cm-comment-suggestion': underline('var(--hf-special)', 'dashed'),
  '.cm-comment-marker': {
    display: 'inline-flex',
    margin: '0 2px',
    padding: '1px',
    border: '1px solid var(--hf-border)',
    borderRadius: '4px',
    background: 'var(--mantine-color-body)',
    color: 'inherit',
    cursor: 'pointer',
    verticalAlign: 'middle',
  },
  '.cm-comment-marker:hover': { backgroundColor: 'var(--hf-selected)' },
  '.cm-comment-marker svg': {
    width: '13px',
    height: '13px',
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: '2',
    strokeLinejoin: 'round',
  },
});
