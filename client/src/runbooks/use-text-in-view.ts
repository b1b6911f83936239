import type { EditorView } from '@codemirror/view';
import { useEffect, type RefObject } from 'react';

/** Scrolls what stands above the text away where the page gets smaller while somebody writes: a keyboard came up. */
export function useTextInView(
  page: RefObject<HTMLElement | null>,
  editor: EditorView | undefined,
): void {
  useEffect(() => {
    const box = page.current;
    if (box === null || editor === undefined) return undefined;
    let last = box.clientHeight;
    const observer = new ResizeObserver(() => {
      const height = box.clientHeight;
      if (height < last && editor.hasFocus) box.scrollTop = box.scrollHeight;
      last = height;
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [page, editor]);
}
