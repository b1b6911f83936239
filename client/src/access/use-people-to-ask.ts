import { useMemo, useState } from 'react';
import { accessStateText } from '../ui/text/access-state.ts';
import { useKnownAccess } from './known-access.ts';
import { peopleToAsk } from './people-to-ask.ts';

/** Names of admins to ask, in one phrase: `Ana, Ben or Cleo`. Empty where this device knows of none. */
export function usePeopleToAsk(): string {
  const access = useKnownAccess();
  const [nowMs] = useState(() => Date.now());
  return useMemo(() => inOnePhrase(peopleToAsk(access, nowMs)), [access, nowMs]);
}

function inOnePhrase(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined || names.length === 1) return last ?? '';
  return `${names.slice(0, -1).join(', ')} ${accessStateText.and} ${last}`;
}
