import { RangeSetBuilder, type Extension } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, type DecorationSet } from '@codemirror/view';

const auto = Decoration.line({ attributes: { dir: 'auto' } });

/** Each line runs the way its first letter does, and so does the caret in it. */
export function lineDirections(): Extension {
  return [
    EditorView.perLineTextDirection.of(true),
    ViewPlugin.define((view) => new LineDirections(view), {
      decorations: (plugin) => plugin.decorations,
    }),
  ];
}

class LineDirections {
  decorations: DecorationSet;

  constructor(view: EditorView) {
    this.decorations = visibleLines(view);
  }

  update(update: { docChanged: boolean; viewportChanged: boolean; view: EditorView }): void {
    if (update.docChanged || update.viewportChanged) this.decorations = visibleLines(update.view);
  }
}

function visibleLines(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at);
      builder.add(line.from, line.from, auto);
      at = line.to + 1;
    }
  }
  return builder.finish();
}
