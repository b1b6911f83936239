import { VisuallyHidden } from '@mantine/core';
import { createContext, useCallback, useContext, useEffect, useState, type ReactNode } from 'react';
import { useReachNote } from './use-reach-note.ts';
import { useSaved } from './use-saved.ts';
import { savedText } from '../ui/text/saved.ts';

const AnnounceContext = createContext<(message: string) => void>(() => undefined);

/** A state must hold this long before it is spoken: not every keystroke is news. */
const settleMs = 2000;

/** Speaks short messages to screen readers, politely. */
export function AnnouncerProvider(props: { readonly children: ReactNode }) {
  const [message, setMessage] = useState({ text: '', turn: 0 });
  const announce = useCallback(
    (text: string) => setMessage((last) => ({ text, turn: last.turn + 1 })),
    [],
  );
  return (
    <AnnounceContext value={announce}>
      {props.children}
      <VisuallyHidden role="status" aria-live="polite">
        {/* A new node, so that the same words are spoken again. */}
        <span key={message.turn}>{message.text}</span>
      </VisuallyHidden>
    </AnnounceContext>
  );
}

/** The way to speak a message. */
export function useAnnounce(): (message: string) => void {
  return useContext(AnnounceContext);
}

/** Speaks the saved state when it has settled on something else than was last spoken. */
export function SavedStateAnnouncer() {
  const announce = useAnnounce();
  const { tone, label } = useSaved();
  // The count of changes grows with every keystroke; only the kind of state is news.
  const kind = tone === 'local' ? label.replace(/:.*/, '') : label;
  const note = useReachNote();
  const news = note === undefined ? kind : `${kind}, ${savedText.reach[note]}`;
  const [spoken, setSpoken] = useState<string>();
  useEffect(() => {
    if (tone === 'busy' || news === spoken) return undefined;
    const timer = setTimeout(() => {
      // What is true at the start is on screen; only changes are spoken.
      if (spoken !== undefined) announce(news);
      setSpoken(news);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [announce, news, spoken, tone]);
  return null;
}
