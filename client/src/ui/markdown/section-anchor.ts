/** The element id of a heading: prefixed, so that no heading can take an id of the app's own. */
export function sectionElementId(id: string): string {
  return `section-${id}`;
}

/** Scrolls to a heading and moves the focus there. False where there is none. */
export function goToSection(id: string): boolean {
  const heading = document.getElementById(sectionElementId(id));
  if (heading === null) return false;
  heading.scrollIntoView({ block: 'start' });
  heading.focus({ preventScroll: true });
  return true;
}
