/** While someone types, who changed it is noted at most this often: each note is kept and sent. */
export const touchEveryMs = 30_000;

/** Notes within the first edit, and then within the first one of every 30 seconds, so that a note is never a change of its own. */
export function createTouch(deps: { readonly touch: () => void; readonly nowMs: () => number }): {
  /** Call inside the transaction of each edit. */
  beforeEdit(): void;
} {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    beforeEdit() {
      const nowMs = deps.nowMs();
      if (nowMs - lastMs < touchEveryMs) return;
      lastMs = nowMs;
      deps.touch();
    },
  };
}
