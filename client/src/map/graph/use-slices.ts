import { useEffect, useMemo, useState } from 'react';

/**
 * Of what is wanted on screen, what is there by now: a few more each frame, and a few less of what is
 * no longer wanted, so that no frame takes long however many there are. Where nothing is wanted at all
 * any more, all goes at once: each that stays is woken by all that go before it.
 *
 * @param all ids have to be their own
 * @param isWanted has to be the same function until it says otherwise
 * @param perFrame how many come within one, and how many go
 */
export function useSlices<T extends { readonly id: string }>(
  all: readonly T[],
  isWanted: (one: T) => boolean,
  perFrame: number,
): { readonly there: readonly T[]; readonly isSettled: boolean } {
  const [ids, setIds] = useState<ReadonlySet<string>>(nothing);
  const { missing, surplus } = useMemo(() => {
    const wanted = new Set(all.filter(isWanted).map(({ id }) => id));
    return {
      missing: [...wanted].filter((id) => !ids.has(id)),
      surplus: [...ids].filter((id) => !wanted.has(id)),
    };
  }, [all, isWanted, ids]);
  const isSettled = missing.length + surplus.length === 0;
  if (missing.length === 0 && surplus.length > 0 && surplus.length === ids.size) setIds(nothing);
  useEffect(() => {
    if (isSettled) return undefined;
    const frame = requestAnimationFrame(() => {
      const gone = new Set(surplus.slice(0, perFrame));
      setIds(
        (now) =>
          new Set([...[...now].filter((id) => !gone.has(id)), ...missing.slice(0, perFrame)]),
      );
    });
    return () => cancelAnimationFrame(frame);
  }, [isSettled, missing, surplus, perFrame]);
  const there = useMemo(() => all.filter(({ id }) => ids.has(id)), [all, ids]);
  return { there, isSettled };
}

const nothing: ReadonlySet<string> = new Set();
