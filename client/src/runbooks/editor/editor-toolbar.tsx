import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconBold,
  IconCheckbox,
  IconCode,
  IconHeading,
  IconItalic,
  IconLink,
  IconList,
  IconMessagePlus,
  IconPlus,
  type Icon,
} from '@tabler/icons-react';
import type { EditorView } from '@codemirror/view';
import { useRef, type KeyboardEvent } from 'react';
import { Keys } from '../../ui/keys.tsx';
import { commentsText } from '../../ui/text/comments.ts';
import { editorText } from '../../ui/text/editor.ts';
import { insertLink, toggleMark, togglePrefix } from './formatting.ts';
import { openSlashMenu } from './slash/slash-menu.ts';
import { slashText } from '../../ui/text/slash.ts';
import classes from './editor-toolbar.module.css';

interface Tool {
  readonly label: string;
  readonly keys: string;
  readonly icon: Icon;
  readonly command: (editor: EditorView) => boolean;
  /** It leaves the text as it is, so that it may be used while that is locked, and leads elsewhere. */
  readonly harmless?: boolean;
}

const tools: readonly Tool[] = [
  { label: slashText.open, keys: '/', icon: IconPlus, command: openSlashMenu },
  { label: editorText.bold, keys: 'mod+b', icon: IconBold, command: toggleMark('**') },
  { label: editorText.italic, keys: 'mod+i', icon: IconItalic, command: toggleMark('*') },
  { label: editorText.code, keys: 'mod+e', icon: IconCode, command: toggleMark('`') },
  { label: editorText.link, keys: 'mod+shift+l', icon: IconLink, command: insertLink },
  { label: editorText.heading, keys: 'mod+alt+2', icon: IconHeading, command: togglePrefix('## ') },
  { label: editorText.list, keys: 'mod+shift+8', icon: IconList, command: togglePrefix('- ') },
  {
    label: editorText.task,
    keys: 'mod+shift+9',
    icon: IconCheckbox,
    command: togglePrefix('- [ ] '),
  },
];

/** The focus goes to where the comment is written. */
function commentTool(onComment: () => void): Tool {
  return {
    label: commentsText.commentHere,
    keys: 'mod+alt+m',
    icon: IconMessagePlus,
    harmless: true,
    command: () => {
      onComment();
      return true;
    },
  };
}

/** The few formats that runbooks need. One Tab stop; arrows move within. */
export function EditorToolbar(props: {
  readonly editor: EditorView | undefined;
  readonly locked: boolean;
  readonly onComment: () => void;
}) {
  const { editor, onComment } = props;
  const bar = useRef<HTMLDivElement>(null);

  function move(event: KeyboardEvent): void {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  }

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={editorText.toolbar}
      className={classes.toolbar}
      onKeyDown={move}
    >
      {[...tools, commentTool(onComment)].map((tool, index) => {
        const locked = props.locked && tool.harmless !== true;
        return (
          <Tooltip
            key={tool.label}
            openDelay={400}
            label={
              <>
                {tool.label} <Keys keys={tool.keys} />
              </>
            }
          >
            <ActionIcon
              variant="subtle"
              color="gray"
              size={30}
              tabIndex={index === 0 ? 0 : -1}
              aria-label={tool.label}
              aria-disabled={locked}
              {...(locked ? { 'data-disabled': true } : {})}
              // The caret stays in the text.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => {
                if (editor === undefined || locked) return;
                tool.command(editor);
                if (tool.harmless !== true) editor.focus();
              }}
            >
              <tool.icon size={17} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        );
      })}
    </div>
  );
}
