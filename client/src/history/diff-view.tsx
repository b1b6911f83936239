import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { lineDirections } from '../runbooks/editor/line-directions.ts';
import { markdownLanguage } from '../runbooks/editor/markdown-language.ts';
import { historyText } from '../ui/text/history.ts';
import classes from './diff-view.module.css';

/** Texts with little in common must not hold up the screen: the difference gets coarser instead. */
const diffConfig = { scanLimit: 2_000, timeout: 300 };
const collapsed = { margin: 3, minSize: 6 };

export interface DiffViewProps {
  readonly from: string;
  readonly to: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  readonly layout: 'side' | 'inline';
  /** Also what did not change. */
  readonly whole: boolean;
  /** No line is gone, although the end of the older text is shown as one. */
  readonly nothingRemoved: boolean;
}

/** Two texts and what changed between them; read-only. */
export function DiffView(props: DiffViewProps) {
  const { from, to, fromLabel, toLabel, layout, whole } = props;
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (parent.current === null) return undefined;
    const view = createView(parent.current, { from, to, fromLabel, toLabel, layout, whole });
    return () => view.destroy();
  }, [from, to, fromLabel, toLabel, layout, whole]);
  return (
    <div
      ref={parent}
      className={classes.diff}
      data-layout={layout}
      {...(props.nothingRemoved ? { 'data-nothing-removed': true } : {})}
    />
  );
}

function createView(
  parent: HTMLElement,
  props: Omit<DiffViewProps, 'nothingRemoved'>,
): { destroy(): void } {
  const { from, to, fromLabel, toLabel, layout } = props;
  const common = props.whole ? {} : { collapseUnchanged: collapsed };
  if (layout === 'side') {
    return new MergeView({
      parent,
      a: { doc: from, extensions: reading(historyText.oldText(fromLabel)) },
      b: { doc: to, extensions: reading(historyText.newText(toLabel)) },
      gutter: true,
      diffConfig,
      ...common,
    });
  }
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: to,
      extensions: [
        reading(historyText.bothTexts(fromLabel, toLabel)),
        unifiedMergeView({
          original: from,
          mergeControls: false,
          gutter: true,
          diffConfig,
          ...common,
        }),
      ],
    }),
  });
}

function reading(label: string): Extension {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    EditorView.lineWrapping,
    lineDirections(),
    markdownLanguage(),
    EditorView.theme({
      '&': { fontSize: '13px', color: 'var(--mantine-color-text)' },
      '&.cm-focused': { outline: 'none' },
      '.cm-scroller': {
        fontFamily: 'var(--mantine-font-family-monospace)',
        lineHeight: '1.6',
      },
      '.cm-content': { padding: '8px 0' },
      '.cm-gutters': { backgroundColor: 'transparent', border: '0' },
      '.cm-line': { padding: '0 12px 0 22px' },
    }),
  ];
}
