import { useEffect, useRef } from 'react';
import { useAccess } from './use-access.ts';

/**
 * Begins the page anew where this device has become another person's, in whichever tab that was: what
 * the page holds was opened, and is numbered, as the one before.
 */
export function ReloadForPerson() {
  const access = useAccess();
  const person = 'claims' in access ? access.claims?.sub : undefined;
  const before = useRef(person);
  useEffect(() => {
    if (person === undefined) return;
    before.current ??= person;
    if (person !== before.current) location.reload();
  }, [person]);
  return null;
}
