import type * as Y from 'yjs';

const key = 'isColorChosen';

/** Somebody chose their colour on this device: the app changes it no more. */
export function noteColorChosen(device: Y.Doc): void {
  device.getMap('me').set(key, true);
}

export function isColorChosen(device: Y.Doc): boolean {
  return device.getMap('me').get(key) === true;
}
