import { createContext, useContext, useEffect } from 'react';

/** Takes the title of the page that is on screen. Outside the app's frame there is nobody to take it. */
export const PageTitleContext = createContext<(title: string) => void>(() => undefined);

/** Names the browser tab after what is on screen, and says so to screen readers on arrival. */
export function usePageTitle(title: string): void {
  const tell = useContext(PageTitleContext);
  useEffect(() => tell(title), [tell, title]);
}
