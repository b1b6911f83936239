import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

/** A line under the words, no louder than a link. */
const mark = (color: string) => ({
  backgroundImage: 'none',
  paddingBottom: '0',
  textDecoration: `underline dotted ${color} 2px`,
  textUnderlineOffset: '4px',
});

/** The menu, the notes at problems, and their marks, in the app's colours. */
export function helpTheme(): Extension {
  return EditorView.theme({
    '.cm-lintRange-error': mark('var(--hf-bad)'),
    '.cm-lintRange-warning': mark('var(--hf-warn)'),
    '.cm-lintRange-info': mark('var(--hf-strong-border)'),
    '.cm-lintRange-active': { backgroundColor: 'var(--hf-selected)' },
    '.cm-lintPoint': { display: 'none' },
    '.cm-tooltip': {
      border: '1px solid var(--hf-border)',
      borderRadius: '6px',
      backgroundColor: 'var(--mantine-color-body)',
      boxShadow: 'var(--mantine-shadow-md)',
      color: 'var(--mantine-color-text)',
      fontFamily: 'var(--mantine-font-family)',
    },
    '.cm-tooltip-lint': { maxWidth: '420px', padding: '4px' },
    '.cm-diagnostic': { padding: '4px 8px', border: '0', fontSize: '13px' },
    '.cm-diagnosticAction': {
      marginTop: '4px',
      padding: '3px 8px',
      border: '1px solid var(--hf-border)',
      borderRadius: '4px',
      backgroundColor: 'var(--mantine-color-default)',
      color: 'var(--mantine-color-text)',
      fontSize: '12.5px',
    },
    '.cm-tooltip.cm-tooltip-autocomplete > ul': {
      width: 'min(360px, 92vw)',
      maxHeight: 'min(340px, 45vh)',
      padding: '4px',
      fontFamily: 'var(--mantine-font-family)',
      fontSize: '13.5px',
      '& > li': {
        display: 'flex',
        alignItems: 'baseline',
        gap: '10px',
        padding: '5px 8px',
        borderRadius: '4px',
      },
      '& > li[aria-selected]': {
        backgroundColor: 'var(--hf-selected)',
        color: 'var(--mantine-color-text)',
      },
      '& > completion-section': {
        display: 'list-item',
        padding: '6px 8px 2px',
        border: '0',
        opacity: '1',
        color: 'var(--mantine-color-dimmed)',
        fontSize: '11.5px',
      },
    },
    '.cm-completionLabel': {
      overflow: 'hidden',
      minWidth: '0',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    '.cm-completionDetail': {
      flex: '1',
      overflow: 'hidden',
      minWidth: '60px',
      marginLeft: '0',
      color: 'var(--mantine-color-dimmed)',
      fontSize: '12.5px',
      fontStyle: 'normal',
      textAlign: 'end',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    '.cm-snippetField': { backgroundColor: 'var(--hf-selected)' },
    '@media (pointer: coarse)': {
      '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '11px 8px' },
      '.cm-diagnosticAction': { padding: '9px 12px' },
    },
  });
}
