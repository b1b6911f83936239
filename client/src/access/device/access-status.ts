import type { HubStatus } from '../../hub/port-messages.ts';
import type { AccessReport } from './access-messages.ts';
import type { AccessKeeper } from './access-keeper.ts';

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
  const isBarred = report.refusals.length > 0 && facts.linked === 0;
  return {
    access: report,
    ...(person === undefined ? {} : { person }),
    ...(isBarred ? { barred: documents === 0 ? 'locked' : 'refused' } : {}),
  };
}
