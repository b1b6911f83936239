import type { DocumentName } from '../protocol/names.ts';
import { ruleFor } from './append-only.ts';
import { createClientOwners } from './client-owners.ts';
import { createFairShare } from './fair-share.ts';
import type { Journal } from './journal.ts';
import { type LinkGrant, notAllowed } from './link-access.ts';
import type { Clock, Store } from './ports.ts';
import type { ReplicaEvent } from './replica-api.ts';
import type { Rooms, Taken, TakeOptions } from './rooms.ts';

/** Takes edits of those who may not do everything. */
export interface Rights {
  /** `isHanded`: others made it. Whoever may not write is refused before a byte of it is looked at. */
  take(
    doc: DocumentName,
    update: Uint8Array,
    options: TakeOptions & { readonly grant: LinkGrant; readonly isHanded: boolean },
  ): Taken | Promise<Taken>;
  /** Part of these documents was lost. */
  forget(documents: readonly DocumentName[]): void;
}

export function createRights(deps: {
  readonly clock: Clock;
  readonly store: Store;
  readonly journal: Journal;
  readonly rooms: Pick<Rooms, 'take'>;
  readonly observe: (event: ReplicaEvent) => void;
}): Rights {
  const owners = createClientOwners(deps);
  const fairly = createFairShare(deps.clock);

  return {
    take(doc, update, { grant, isHanded, ...options }) {
      if (grant.role === 'peer') return deps.rooms.take(doc, update, options);
      const right = grant.mayWrite(doc);
      if (right === 'none') {
        const detail = 'whoever sent it may not write that';
        deps.observe({ kind: 'update-refused', doc, reason: notAllowed, detail });
        return { kind: 'refused', reason: notAllowed, detail };
      }
      const isStrict = right !== 'all';
      const { person, device } = grant;
      const rule = ruleFor(right === 'all' ? grant.guard?.(doc) : right, isHanded);
      const claim = { sender: { person, device }, isHanded, isStrict };
      const withOwners = (of: Awaited<ReturnType<typeof owners.of>>): Taken | Promise<Taken> =>
        deps.rooms.take(doc, update, {
          ...options,
          rule,
          claim: (clients) => of.claim(clients, claim),
        });
      const take = (): Taken | Promise<Taken> => {
        const of = owners.of(doc);
        return of instanceof Promise ? of.then(withOwners) : withOwners(of);
      };
      return isStrict ? fairly(device, take) : take();
    },
    forget: owners.forget,
  };
}
