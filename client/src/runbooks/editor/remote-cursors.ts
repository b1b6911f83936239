import { Annotation, RangeSet, type Extension, type Range } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  WidgetType,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { z } from 'zod/mini';
import { presenceIndex } from '../../ui/presence-colors.ts';
import { shellText } from '../../ui/text/shell.ts';
import { whoTyped } from './who-typed.ts';

/** What others say of themselves; it comes from outside, so nothing but this shape is used. */
const remoteStateSchema = z.object({
  user: z.catch(
    z.object({
      name: z.catch(z.string(), ''),
      colorIndex: z.catch(z.optional(z.number()), undefined),
    }),
    { name: '', colorIndex: undefined },
  ),
  cursor: z.object({ anchor: z.unknown(), head: z.unknown() }),
});

interface Cursor {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

const maxNameLength = 40;
/** How long a name shows after its caret moved, be it along with what its owner types. */
const freshMs = 2500;

export interface RemoteCursorsDeps {
  readonly text: Y.Text;
  /** Asked anew each time: a document that had to change its client id has another awareness. */
  readonly awareness: () => Awareness;
}

const refresh = Annotation.define<true>();

/**
 * Shows where others are in the text, and tells them where we are; the same states as
 * `y-codemirror.next`, but colours come from our palette and names are text, so that nobody's
 * state can style our page.
 */
export function remoteCursors(deps: RemoteCursorsDeps): Extension {
  return ViewPlugin.define((view) => new RemoteCursors(view, deps), {
    decorations: (plugin) => plugin.decorations,
  });
}

class RemoteCursors {
  decorations = Decoration.none;
  readonly #view: EditorView;
  readonly #deps: RemoteCursorsDeps;
  #awareness: Awareness;
  readonly #movedAtMs = new Map<number, number>();
  #fadeTimer: ReturnType<typeof setTimeout> | undefined;
  #told: Cursor | undefined;

  constructor(view: EditorView, deps: RemoteCursorsDeps) {
    this.#view = view;
    this.#deps = deps;
    this.#awareness = deps.awareness();
    this.#awareness.on('change', this.#onChange);
    deps.text.observe(this.#onText);
    this.decorations = this.#draw();
  }

  update(update: ViewUpdate): void {
    const awareness = this.#deps.awareness();
    if (awareness !== this.#awareness) {
      this.#awareness.off('change', this.#onChange);
      this.#awareness = awareness;
      this.#told = undefined;
      awareness.on('change', this.#onChange);
    }
    if (update.docChanged || update.selectionSet || update.focusChanged) this.#tell();
    const refreshed = update.transactions.some((one) => one.annotation(refresh) === true);
    if (update.docChanged || refreshed) this.decorations = this.#draw();
  }

  destroy(): void {
    clearTimeout(this.#fadeTimer);
    this.#deps.text.unobserve(this.#onText);
    this.#awareness.off('change', this.#onChange);
    if (this.#awareness.getLocalState() !== null) {
      this.#awareness.setLocalStateField('cursor', null);
    }
  }

  readonly #onChange = (change: Record<'added' | 'updated' | 'removed', number[]>): void => {
    const others = [...change.added, ...change.updated, ...change.removed].filter(
      (id) => id !== this.#awareness.clientID,
    );
    if (others.length > 0) this.#showNames(others);
  };

  /** Nobody announces a caret that only moves along with what they type. */
  readonly #onText = (event: Y.YTextEvent, transaction: Y.Transaction): void => {
    if (transaction.local) return;
    const carets = new Map<number, number>();
    for (const [id, state] of this.#awareness.getStates()) {
      if (id === this.#awareness.clientID) continue;
      const read = remoteStateSchema.safeParse(state);
      const head = read.success ? this.#toIndex(read.data.cursor.head) : undefined;
      if (head !== undefined) carets.set(id, head);
    }
    const typed = [...whoTyped(event, carets)].filter((id) => carets.has(id));
    if (typed.length > 0) this.#showNames(typed);
  };

  #showNames(ids: readonly number[]): void {
    for (const id of ids) this.#movedAtMs.set(id, performance.now());
    this.#view.dispatch({ annotations: refresh.of(true) });
    clearTimeout(this.#fadeTimer);
    this.#fadeTimer = setTimeout(
      () => this.#view.dispatch({ annotations: refresh.of(true) }),
      freshMs + 50,
    );
  }

  #tell(): void {
    const state = this.#awareness.getLocalState();
    if (state === null || !this.#view.hasFocus) return;
    const { anchor, head } = this.#view.state.selection.main;
    const { text } = this.#deps;
    const headAt = Y.createRelativePositionFromTypeIndex(text, head);
    const anchorAt = anchor === head ? headAt : Y.createRelativePositionFromTypeIndex(text, anchor);
    // Typing pushes the caret on by itself: it stands before the same character as it did.
    if (state['cursor'] === this.#told && isSameCursor(this.#told, anchorAt, headAt)) return;
    this.#told = { anchor: anchorAt, head: headAt };
    this.#awareness.setLocalStateField('cursor', this.#told);
  }

  #draw(): RangeSet<Decoration> {
    const ranges: Range<Decoration>[] = [];
    const now = performance.now();
    for (const [id, state] of this.#awareness.getStates()) {
      if (id === this.#awareness.clientID) continue;
      const read = remoteStateSchema.safeParse(state);
      if (!read.success) continue;
      const anchor = this.#toIndex(read.data.cursor.anchor);
      const head = this.#toIndex(read.data.cursor.head);
      if (anchor === undefined || head === undefined) continue;
      const { name, colorIndex } = read.data.user;
      const color = presenceIndex(colorIndex ?? id);
      if (anchor !== head) {
        const mark = Decoration.mark({ class: `cm-person-selection cm-person-${color}` });
        ranges.push(mark.range(Math.min(anchor, head), Math.max(anchor, head)));
      }
      const fresh = now - (this.#movedAtMs.get(id) ?? -freshMs) < freshMs;
      const shownName = name.trim().slice(0, maxNameLength) || shellText.people.unnamed;
      const widget = new CaretWidget(shownName, color, fresh);
      ranges.push(Decoration.widget({ widget, side: head > anchor ? -1 : 1 }).range(head));
    }
    return RangeSet.of(ranges, true);
  }

  /** Where a position from outside lies in our text, or undefined. */
  #toIndex(position: unknown): number | undefined {
    const { text } = this.#deps;
    if (text.doc === null) return undefined;
    try {
      const relative = Y.createRelativePositionFromJSON(position);
      const absolute = Y.createAbsolutePositionFromRelativePosition(relative, text.doc);
      if (absolute?.type !== text) return undefined;
      return Math.min(Math.max(0, absolute.index), this.#view.state.doc.length);
    } catch {
      return undefined;
    }
  }
}

function isSameCursor(
  told: Cursor | undefined,
  anchor: Y.RelativePosition,
  head: Y.RelativePosition,
): boolean {
  return (
    told !== undefined &&
    Y.compareRelativePositions(told.anchor, anchor) &&
    Y.compareRelativePositions(told.head, head)
  );
}

class CaretWidget extends WidgetType {
  readonly #name: string;
  readonly #color: number;
  readonly #fresh: boolean;

  constructor(name: string, color: number, fresh: boolean) {
    super();
    this.#name = name;
    this.#color = color;
    this.#fresh = fresh;
  }

  override eq(other: CaretWidget): boolean {
    return (
      other.#name === this.#name && other.#color === this.#color && other.#fresh === this.#fresh
    );
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span');
    caret.className = `cm-person-caret cm-person-${this.#color}${this.#fresh ? ' cm-person-fresh' : ''}`;
    caret.setAttribute('aria-hidden', 'true');
    // A name says nothing about which way the line it stands in is written.
    caret.dir = 'ltr';
    const label = document.createElement('span');
    label.className = 'cm-person-name';
    label.textContent = this.#name;
    caret.append(label);
    return caret;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}
