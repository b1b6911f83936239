import { base64urlnopad } from '@scure/base';
import type { Grant } from '@holdfast/shared/access/grant';
import type { Random } from '@holdfast/shared/replica/ports';

/** For sockets that cannot sign: proven over HTTP, then used once to connect. */
export interface Tickets {
  /** Undefined while too many are out. */
  issue(workspace: string, grant: Grant): string | undefined;
  /** What was proven; undefined for one that is unknown, was used or is too old. */
  take(workspace: string, ticket: string): Grant | undefined;
}

const livesMs = 30_000;
const maxTickets = 10_000;
/** One device cannot take them all. */
const maxOfDevice = 50;

export function createTickets({
  monotonicMs,
  random,
}: {
  readonly monotonicMs: () => number;
  readonly random: Pick<Random, 'bytes'>;
}): Tickets {
  /** In the order of their issue, which is that of their ends. */
  const out = new Map<
    string,
    { readonly workspace: string; readonly grant: Grant; readonly endsAtMs: number }
  >();

  function forgetOld(): void {
    const nowMs = monotonicMs();
    for (const [ticket, { endsAtMs }] of out) {
      if (endsAtMs > nowMs) break;
      out.delete(ticket);
    }
  }

  return {
    issue(workspace, grant) {
      forgetOld();
      if (out.size >= maxTickets) return undefined;
      let ofDevice = 0;
      for (const one of out.values()) if (one.grant.device === grant.device) ofDevice += 1;
      if (ofDevice >= maxOfDevice) return undefined;
      const ticket = base64urlnopad.encode(random.bytes(32));
      out.set(ticket, { workspace, grant, endsAtMs: monotonicMs() + livesMs });
      return ticket;
    },
    take(workspace, ticket) {
      forgetOld();
      const found = out.get(ticket);
      out.delete(ticket);
      return found?.workspace === workspace ? found.grant : undefined;
    },
  };
}
