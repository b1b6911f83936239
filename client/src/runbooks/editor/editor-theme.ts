import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const people = Object.fromEntries(
  Array.from({ length: 8 }, (_, index) => [
    `.cm-person-${index}`,
    { '--person': `var(--hf-person-${index})` },
  ]),
);

/** The editor in the app's colours; they follow light and dark by themselves. */
export function editorTheme(): Extension {
  return EditorView.theme({
    '&': { height: '100%', fontSize: '14px', color: 'var(--mantine-color-text)' },
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      overflow: 'auto',
      fontFamily: 'var(--mantine-font-family-monospace)',
      lineHeight: '1.6',
    },
    '.cm-content': {
      maxWidth: '88ch',
      padding: '16px 0 40vh',
      caretColor: 'var(--mantine-color-text)',
    },
    '.cm-line': { padding: '0 20px' },
    '.cm-placeholder': { color: 'var(--mantine-color-placeholder)' },
    '.cm-content ::selection': { background: 'var(--hf-selected)' },
    '.cm-dropCursor': { borderLeftColor: 'var(--mantine-color-text)', borderLeftWidth: '2px' },
    '.cm-searchMatch': { backgroundColor: 'var(--hf-mark)' },
    '.cm-panels': {
      backgroundColor: 'var(--hf-surface)',
      color: 'var(--mantine-color-text)',
      borderColor: 'var(--hf-border)',
    },
    '.cm-panel.cm-search': { padding: '6px 40px 6px 12px', fontSize: '13px' },
    '.cm-textfield': {
      backgroundColor: 'var(--mantine-color-body)',
      borderColor: 'var(--hf-border)',
      borderRadius: '4px',
    },
    '.cm-button': {
      backgroundImage: 'none',
      backgroundColor: 'var(--mantine-color-default)',
      borderColor: 'var(--hf-border)',
      borderRadius: '4px',
    },
    '.cm-person-selection': {
      backgroundColor: 'color-mix(in srgb, var(--person) 28%, transparent)',
    },
    '.cm-person-caret': {
      position: 'relative',
      display: 'inline',
      marginLeft: '-1px',
      marginRight: '-1px',
      borderLeft: '2px solid var(--person)',
    },
    '.cm-person-name': {
      position: 'absolute',
      zIndex: '10',
      top: '-1.45em',
      left: '-2px',
      padding: '0 5px',
      borderRadius: '3px 3px 3px 0',
      backgroundColor: 'var(--person)',
      color: '#fff',
      fontFamily: 'var(--mantine-font-family)',
      fontSize: '11px',
      lineHeight: '16px',
      whiteSpace: 'nowrap',
      pointerEvents: 'none',
      opacity: '0',
      transition: 'opacity 150ms',
    },
    '.cm-person-fresh > .cm-person-name, .cm-person-caret:hover > .cm-person-name': {
      opacity: '1',
    },
    // On the first line a name above would be cut off.
    '.cm-line:first-child .cm-person-name': { top: '1.4em' },
    ...people,
  });
}
