import { useLayoutEffect, type RefObject } from 'react';

const property = '--hf-composer-top';

/** Keeps what is said in passing above an element at the foot of the page, as high as it is. */
export function useNoticesAbove(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const root = document.documentElement;
    const place = () => {
      const px = Math.max(0, window.innerHeight - current.getBoundingClientRect().top);
      root.style.setProperty(property, `${Math.round(px)}px`);
    };
    const observer = new ResizeObserver(place);
    observer.observe(current);
    window.addEventListener('resize', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      root.style.removeProperty(property);
    };
  }, [element]);
}
