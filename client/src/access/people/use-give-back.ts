import { type RevokedThing, revoke, unrevoke } from '@holdfast/shared/access/workspace-access';
import { useCallback } from 'react';
import { showNotice } from '../../ui/notice.tsx';
import { accessText } from '../../ui/text/access.ts';
import { useShownAccess } from '../access-context.tsx';
import type { CutOff } from './directory.ts';

const words = accessText.people;

export type GiveBack = (what: string, thing: RevokedThing, cutOff: CutOff) => void;

/** Gives back what was taken away; and the way back from that. */
export function useGiveBack(): GiveBack {
  const { attempt } = useShownAccess();
  return useCallback<GiveBack>(
    (what, thing, { by, reason, atMs, wipe }) => {
      if (!attempt((doc) => unrevoke(doc, thing))) return;
      showNotice(words.givenBack(what), {
        label: accessText.undo,
        run: () => attempt((doc) => revoke(doc, thing, { by, reason, atMs, wipe })),
      });
    },
    [attempt],
  );
}
