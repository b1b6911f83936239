/** While someone types, who changed it is noted at most this often: each note is kept and sent. */
export const touchEveryMs = 30_000;

/** Notes at the first edit, and then at most every 30 seconds while edits go on. */
export function createTouch(deps: { readonly touch: () => void; readonly nowMs: () => number }): {
  edited(): void;
  stop(): void;
} {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function touchNow(): void {
    timer = undefined;
    lastMs = deps.nowMs();
    deps.touch();
  }

  return {
    edited() {
      // Not within the keystroke: it must not wait for this.
      timer ??= setTimeout(touchNow, Math.max(0, lastMs + touchEveryMs - deps.nowMs()));
    },
    stop() {
      if (timer === undefined) return;
      clearTimeout(timer);
      touchNow();
    },
  };
}
