import type { HubStatus } from '../../hub/port-messages.ts';
import type { AccessReport } from './access-messages.ts';
import type { AccessKeeper } from './access-keeper.ts';

/** Relays have turned this device away, and none lets it in now. */
export function isBarred(keeper: Pick<AccessKeeper, 'report'>, linked: number): boolean {
  return linked === 0 && keeper.report().refusals.length > 0;
}

/** What tabs are told of this device's access. */
export function accessStatus(
  keeper: Pick<AccessKeeper, 'report' | 'person'>,
  facts: {
    /** Relays that let this device in now. */
    readonly linked: number;
    readonly documents: number;
    readonly held: AccessReport['held'];
  },
): Pick<HubStatus, 'access' | 'barred' | 'person'> {
  const { documents, ...told } = facts;
  const report: AccessReport = { ...keeper.report(), ...told };
  const person = keeper.person();
  return {
    access: report,
    ...(person === undefined ? {} : { person }),
    ...(isBarred(keeper, facts.linked) ? { barred: documents === 0 ? 'locked' : 'refused' } : {}),
  };
}
