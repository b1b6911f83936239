export interface SocketLimits {
  readonly total: number;
  readonly perAddress: number;
}

/** Counts open sockets, in all and by network address. */
export interface SocketCount {
  /** Takes a place, or says why there is none. */
  enter(address: string): 'full' | 'address-full' | undefined;
  leave(address: string): void;
}

export function createSocketCount(limits: SocketLimits): SocketCount {
  const byAddress = new Map<string, number>();
  let total = 0;
  return {
    enter(address) {
      const here = byAddress.get(address) ?? 0;
      if (total >= limits.total) return 'full';
      if (here >= limits.perAddress) return 'address-full';
      total += 1;
      byAddress.set(address, here + 1);
      return undefined;
    },
    leave(address) {
      const here = byAddress.get(address) ?? 0;
      total -= 1;
      if (here <= 1) byAddress.delete(address);
      else byAddress.set(address, here - 1);
    },
  };
}
