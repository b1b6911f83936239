/** Before a heading's anchor in its element id, so that no heading can take an id of the app's own. */
export const sectionElementPrefix = 'section-';

/** The element id of a heading. */
export function sectionElementId(id: string): string {
  return sectionElementPrefix + id;
}

/** Scrolls to a heading and moves the focus there. False where there is none. */
export function goToSection(id: string): boolean {
  const heading = document.getElementById(sectionElementId(id));
  if (heading === null) return false;
  heading.scrollIntoView({ block: 'start' });
  heading.focus({ preventScroll: true });
  return true;
}
