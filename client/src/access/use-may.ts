import type { Operation } from '@holdfast/shared/access/permissions';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { useMemo } from 'react';
import { mayDo, type May } from './may-do.ts';
import { useKnownAccess } from './known-access.ts';
import { useAccess } from './use-access.ts';
import { usePeopleToAsk } from './use-people-to-ask.ts';

/** Whether this device may do something (to `doc`, where it is about one), before anybody tries in vain. */
export function useMay(operation: Operation, doc?: DocumentName): May {
  const access = useAccess();
  const admins = usePeopleToAsk();
  const { restricted } = useKnownAccess();
  return useMemo(
    () => mayDo(access, operation, doc, { admins, restricted }),
    [access, admins, restricted, doc, operation],
  );
}
