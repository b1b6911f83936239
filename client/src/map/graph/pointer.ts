type OnScreen = Pick<MouseEvent, 'screenX' | 'screenY'>;

/** Tells a pointer that is moved from one at rest, under which the picture moves. */
export function createPointer() {
  let at: OnScreen | undefined;
  return {
    isMoved: ({ screenX, screenY }: OnScreen): boolean =>
      at?.screenX !== screenX || at.screenY !== screenY,
    /** It is here now, in px of the screen. */
    rests({ screenX, screenY }: OnScreen): void {
      at = { screenX, screenY };
    },
  };
}
