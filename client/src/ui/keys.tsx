import { Kbd } from '@mantine/core';
import { commandText } from './text/shell.ts';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

function stepToText(step: string): string {
  const key = step.replace(/^mod\+/, '');
  const shown = key === 'Enter' ? '↵' : key.length === 1 ? key.toUpperCase() : key;
  return step.startsWith('mod+') ? (isApple ? `⌘${shown}` : `Ctrl ${shown}`) : shown;
}

/** A shortcut as keys: `mod+k` is ⌘K or Ctrl K, `g r` is two keys, one after the other. */
export function Keys(props: { readonly keys: string }) {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {props.keys.split(' ').map((step, index) => (
        <span key={index}>
          {index > 0 && ` ${commandText.then} `}
          <Kbd size="xs">{stepToText(step)}</Kbd>
        </span>
      ))}
    </span>
  );
}
