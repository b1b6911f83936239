import { readInvited } from '@holdfast/shared/access/invited';
import { namesakesOf, nameWithId } from '@holdfast/shared/access/namesakes';
import { accessRoot, readWorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import type { CommandResult } from '@holdfast/shared/model/command';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type * as Y from 'yjs';
import { useYSelector } from '../documents/use-y-selector.ts';
import { showProblem } from '../ui/notice.tsx';
import { accessText } from '../ui/text/access.ts';
import { useNow } from '../ui/use-now.ts';
import {
  type Access,
  accessOf,
  adminsOf,
  type PersonAccess,
  peopleOf,
} from './people/directory.ts';
import type { WorkspaceAccess } from '@holdfast/shared/access/workspace-access';
import { type MyAccess, useMyAccess } from './use-my-access.ts';

/** What the screens about access share. */
export interface ShownAccess {
  readonly doc: Y.Doc;
  readonly access: WorkspaceAccess;
  /** Whatever anybody was given, and the same by person. */
  readonly all: readonly Access[];
  readonly people: readonly PersonAccess[];
  /** A name, with the person's id where others are or were called so, too. */
  readonly named: (name: string, person: string | undefined) => string;
  /** Names of those to ask. */
  readonly admins: readonly string[];
  readonly me: MyAccess;
  /** Changes the workspace; says so where it cannot. */
  readonly attempt: (command: (doc: Y.Doc) => CommandResult<string>) => boolean;
}

const AccessContext = createContext<ShownAccess | undefined>(undefined);
const minuteMs = 60_000;

function readRegisters(registers: Y.Map<unknown>) {
  const { doc } = registers;
  return doc === null ? undefined : { access: readWorkspaceAccess(doc), invited: readInvited(doc) };
}

/** Reads who may do what, and follows it. */
export function AccessAround(props: { readonly doc: Y.Doc; readonly children: ReactNode }) {
  const { doc } = props;
  const directory = useYSelector(
    useMemo(() => doc.getMap(accessRoot), [doc]),
    readRegisters,
  );
  const nowMs = useNow(minuteMs);
  const me = useMyAccess();
  const shown = useMemo<ShownAccess | undefined>(() => {
    if (directory === undefined) return undefined;
    const all = accessOf(directory, nowMs);
    const people = peopleOf(all);
    const { idBeside } = namesakesOf(
      all.map(({ claims: { sub, name } }) => ({ person: sub, name })),
    );
    return {
      doc,
      access: directory.access,
      all,
      people,
      named: (name, person) => nameWithId(name, idBeside(name, person)),
      admins: adminsOf(people),
      me,
      attempt(command) {
        const done = command(doc);
        if (!done.ok) showProblem(accessText.notDone, done.problem);
        return done.ok;
      },
    };
  }, [doc, directory, nowMs, me]);
  if (shown === undefined) return null;
  return <AccessContext value={shown}>{props.children}</AccessContext>;
}

/** Only inside `AccessAround`. */
export function useShownAccess(): ShownAccess {
  const shown = useContext(AccessContext);
  if (shown === undefined) throw new Error('useShownAccess outside AccessAround');
  return shown;
}
