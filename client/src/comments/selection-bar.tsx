import { Button, Paper } from '@mantine/core';
import { IconMessagePlus, IconPencilQuestion } from '@tabler/icons-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { commentsText } from '../ui/text/comments.ts';
import classes from './selection-bar.module.css';

/** Where the selected words are on the screen, in pixels from its edges. */
export interface SelectedPlace {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const barHeightPx = 42;
const barWidthPx = 270;
const gapPx = 8;
/** The app's own bar at the top covers what would come under it. */
const topPx = 56;

/** What can be said of the selected words. By thumb at the bottom of the screen, else at the words. */
export function SelectionBar(props: {
  readonly place: SelectedPlace;
  /** The first button takes the focus: it was asked for by keyboard. */
  readonly focused: boolean;
  readonly onPick: (kind: 'comment' | 'suggestion') => void;
  /** Selects the paragraph before or after. */
  readonly onMove: (by: 1 | -1) => void;
  readonly onClose: () => void;
}) {
  const { place, focused, onPick, onMove, onClose } = props;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focused) bar.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [focused]);

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    switch (event.key) {
      case 'ArrowUp':
        onMove(-1);
        break;
      case 'ArrowDown':
        onMove(1);
        break;
      case 'ArrowLeft':
      case 'ArrowRight':
        buttons[(at + 1) % buttons.length]?.focus();
        break;
      case 'Escape':
        onClose();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const above = place.top - barHeightPx - gapPx;
  const top = above > topPx ? above : Math.max(topPx, place.bottom + gapPx);
  // Not beyond where the words begin: there stands the navigation.
  const middle = Math.max(place.left - gapPx, (place.left + place.right - barWidthPx) / 2);
  const left = Math.max(gapPx, Math.min(middle, window.innerWidth - barWidthPx - gapPx));
  return (
    <Paper
      ref={bar}
      className={classes.bar}
      shadow="md"
      withBorder
      role="toolbar"
      aria-label={commentsText.bar}
      style={{
        '--bar-top': `${Math.min(top, window.innerHeight - barHeightPx - gapPx)}px`,
        '--bar-left': `${left}px`,
      }}
      onKeyDown={onKeyDown}
      // The words stay selected.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconMessagePlus size={15} aria-hidden="true" />}
        onClick={() => onPick('comment')}
      >
        {commentsText.comment}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconPencilQuestion size={15} aria-hidden="true" />}
        onClick={() => onPick('suggestion')}
      >
        {commentsText.suggest}
      </Button>
    </Paper>
  );
}
