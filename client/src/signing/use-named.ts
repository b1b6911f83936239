import { nameWithId } from '@holdfast/shared/access/namesakes';
import { useMemo } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { knownSigners } from './signers.ts';

/** The name of an author, with their id where somebody else in the workspace is or was called so. */
export type Named = (name: string, person: string | undefined) => string;

export function useNamed(): Named {
  const signers = useObservable(knownSigners(useHub()));
  return useMemo<Named>(
    () => (name, person) => nameWithId(name, signers?.namesakes.idBeside(name, person)),
    [signers],
  );
}
