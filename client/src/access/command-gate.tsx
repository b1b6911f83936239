import { useEffect, useMemo } from 'react';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { refusals } from '../app/refusals.ts';
import type { Route } from '../app/routes.ts';
import { useRoute } from '../app/use-route.ts';
import { commandOperation } from './command-operation.ts';
import type { May } from './may-do.ts';
import { useMay } from './use-may.ts';

/** Tells keys and palette what the role does not allow on this screen. */
export function CommandGate() {
  const [route] = useRoute();
  const here = documentOf(route);
  const edit = useMay('edit', 'runbook:new');
  const append = useMay('append', 'incident:new');
  const editHere = useMay('edit', here);
  const appendHere = useMay('append', here);
  const refusal = useMemo(() => {
    const whyNot = (may: May) => (may.ok ? undefined : may.why);
    return (command: string): string | undefined => {
      const asked = commandOperation(command);
      if (asked === undefined) return undefined;
      const isEdit = asked.operation === 'edit';
      if (asked.isHere) return whyNot(isEdit ? editHere : appendHere);
      return whyNot(isEdit ? edit : append);
    };
  }, [edit, append, editHere, appendHere]);
  useEffect(() => refusals.set(refusal), [refusal]);
  return null;
}

/** The document that a screen is about, where it is about one. */
function documentOf(route: Route): DocumentName | undefined {
  switch (route.page) {
    case 'runbook':
    case 'edit':
    case 'history':
      return `runbook:${route.id}`;
    case 'incident':
      return `incident:${route.id}`;
    case 'drill':
      return `drill:${route.id}`;
    case 'map':
      return 'map';
    default:
      return undefined;
  }
}
