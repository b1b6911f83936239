/** What is said of the map before anybody looks at it. */
export const mapShellText = {
  map: 'Map',
  onMap: 'looking at the map',
} as const;
