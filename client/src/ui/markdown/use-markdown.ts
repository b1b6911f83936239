import { startTransition, useEffect, useState } from 'react';
import { readOn, readPieces, type MarkdownPieces } from './markdown-pieces.ts';

/**
 * A text made ready to be shown, the beginning of a long one first and the rest bit by bit, so that
 * the page answers meanwhile. What is written into it later is read alone.
 */
export function useMarkdown(text: string, title: string): MarkdownPieces {
  const [read, setRead] = useState(() => readPieces(text, title));
  const current = read.text === text && read.title === title ? read : readPieces(text, title, read);
  if (current !== read) setRead(current);
  useEffect(() => {
    if (current.complete) return undefined;
    const timer = setTimeout(() => {
      const next = readOn(current);
      startTransition(() => setRead((latest) => (latest === current ? next : latest)));
    });
    return () => clearTimeout(timer);
  }, [current]);
  return current;
}
