/**
 * The presence palette, by index 0…7. White text on each has at least 4.5:1. Light and dark screens
 * show them through `--hf-person-N` in `global.css`; other programs get these values.
 */
export const presenceColors = [
  '#1864ab',
  '#a61e4d',
  '#2b6a36',
  '#7b2d91',
  '#9c4200',
  '#0b6675',
  '#5f3dc4',
  '#6a5500',
] as const;

/** An index that is certainly in the palette, whatever came over the network. */
export function presenceIndex(color: number): number {
  return Number.isInteger(color) ? ((color % 8) + 8) % 8 : 0;
}

/** The palette's colour for an index, as a hex string. */
export function presenceColor(color: number): string {
  return presenceColors[presenceIndex(color)] ?? presenceColors[0];
}
