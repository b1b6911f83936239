/** Of a picture as a file, which is light whatever the screen is. */
export const pictureColors = { group: '#1864ab', line: '#868e96', strong: '#c92a2a' } as const;

/** By kind of line; the others are not broken. */
export const dashes: Readonly<Record<string, string>> = {
  soft: '6 5',
  'control-plane': '2 4',
  human: '10 4 2 4',
};

/** Text as it stands in an SVG. */
export function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      // XML has no way to write control characters.
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  );
}
