import {
  forceLinting,
  forEachDiagnostic,
  linter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnosticsEffect,
  type Action,
  type Diagnostic,
} from '@codemirror/lint';
import { declareVariable } from '@holdfast/shared/markdown/declare-variable';
import type { LintContext, Problem } from '@holdfast/shared/markdown/lint';
import { StateEffect, type Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { lintText, problemText } from '../../../ui/text/lint.ts';
import { nextTask } from '../../../ui/next-task.ts';
import { createLintSource } from './lint-source.ts';

export interface LintDeps {
  /** What the rules need to know beside the text, when they are asked. */
  readonly context: (text: string) => LintContext;
  /** The problems that were found, in the order of the text, each time it was looked through. */
  readonly onFound: (found: readonly Diagnostic[]) => void;
  /** Takes the person to where owners are set. */
  readonly addOwner: () => void;
  /** Shows or hides the list of problems. */
  readonly toggleList: () => void;
}

/** After the last keystroke: nothing is looked for while somebody writes. */
const pauseMs = 900;

const lookAgain = StateEffect.define<null>();

/** Marks problems in the text a moment after the typing stops, and tells of them. */
export function lintExtension(deps: LintDeps): Extension {
  const source = createLintSource({ pause: nextTask });
  return [
    linter(
      async (view) => {
        const text = view.state.sliceDoc();
        const problems = await source(text, () => deps.context(text));
        return problems.map((problem) => toDiagnostic(problem, text, deps));
      },
      {
        delay: pauseMs,
        needsRefresh: ({ transactions }) =>
          transactions.some(({ effects }) => effects.some((effect) => effect.is(lookAgain))),
      },
    ),
    keymap.of([
      { key: 'F8', run: nextDiagnostic },
      { key: 'Shift-F8', run: previousDiagnostic },
      {
        key: 'Mod-Shift-m',
        preventDefault: true,
        run: () => {
          deps.toggleList();
          return true;
        },
      },
    ]),
    EditorView.updateListener.of(({ transactions, state }) => {
      const isNew = transactions.some(({ effects }) =>
        effects.some((effect) => effect.is(setDiagnosticsEffect)),
      );
      if (!isNew) return;
      const found: Diagnostic[] = [];
      forEachDiagnostic(state, (diagnostic) => {
        if (!found.includes(diagnostic)) found.push(diagnostic);
      });
      deps.onFound(found);
    }),
  ];
}

/** Something beside the text changed that the rules go by. */
export function lintAgain(view: EditorView): void {
  view.dispatch({ effects: lookAgain.of(null) });
  forceLinting(view);
}

/** Where a problem is by now, after what was written since it was found; undefined when it is gone. */
export function placeOf(
  view: EditorView,
  problem: Diagnostic,
): { readonly from: number; readonly to: number } | undefined {
  let place: { readonly from: number; readonly to: number } | undefined;
  forEachDiagnostic(view.state, (diagnostic, from, to) => {
    if (diagnostic === problem) place ??= { from, to };
  });
  return place;
}

function toDiagnostic(problem: Problem, text: string, deps: LintDeps): Diagnostic {
  const { from, rule } = problem;
  const lineEnd = text.indexOf('\n', from);
  return {
    from,
    // A mark over many lines is no quiet one.
    to: lineEnd < 0 ? problem.to : Math.max(from, Math.min(problem.to, lineEnd)),
    severity: severities[rule],
    message: problemText(problem),
    actions: actionsFor(problem, deps),
  };
}

const severities = {
  secret: 'error',
  'dead-link': 'warning',
  'unfilled-variable': 'warning',
  'heading-skipped': 'info',
  'no-owner': 'info',
} as const;

function actionsFor(problem: Problem, deps: LintDeps): readonly Action[] {
  switch (problem.rule) {
    case 'unfilled-variable':
      return [{ name: lintText.declare, apply: (view) => declare(view, problem.name) }];
    case 'secret':
      return [
        {
          name: lintText.remove,
          apply: (view, from, to) => {
            if (view.state.readOnly) return;
            view.dispatch({ changes: { from, to }, userEvent: 'delete' });
          },
        },
      ];
    case 'no-owner':
      return [{ name: lintText.addOwner, apply: deps.addOwner }];
    case 'dead-link':
    case 'heading-skipped':
      return [];
  }
}

function declare(view: EditorView, name: string): void {
  if (view.state.readOnly) return;
  const insertion = declareVariable(view.state.sliceDoc(), name);
  if (insertion === undefined) return;
  view.dispatch({
    changes: { from: insertion.at, insert: insertion.insert },
    userEvent: 'input.complete',
  });
}
