/** Remembers promises until they are settled. */
export interface InProgress {
  /** Gives back what it was given. */
  add<T>(result: T | Promise<T>): T | Promise<T>;
  /** Resolves when all that was added up to now is settled, well or badly. */
  settled(): Promise<void>;
}

export function createInProgress(): InProgress {
  const all = new Set<Promise<unknown>>();
  return {
    add(result) {
      if (!(result instanceof Promise)) return result;
      const forget = (): void => void all.delete(result);
      all.add(result);
      void result.then(forget, forget);
      return result;
    },
    async settled() {
      if (all.size > 0) await Promise.allSettled(all);
    },
  };
}
