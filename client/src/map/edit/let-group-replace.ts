import { connect, disconnect } from '@holdfast/shared/model/map-commands';
import { showNotice } from '../../ui/notice.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import type { ShownMap } from '../map-context.tsx';

/** Takes plain needs away that defeat a redundancy group, and offers the way back. */
export function letGroupReplace(
  shown: ShownMap,
  component: string,
  members: readonly string[],
): void {
  const needed = [...shown.store.get().dependencies.values()].filter(
    ({ from, to }) => from === component && members.includes(to),
  );
  const done = shown.attempt((doc, context) => {
    for (const member of members) {
      const result = disconnect(doc, component, member, context);
      if (!result.ok) return result;
    }
    return { ok: true };
  });
  if (done === undefined) return;
  showNotice(mapEditText.beside.done, {
    label: mapEditText.undo,
    run: () => {
      shown.attempt((doc, context) => {
        for (const { to, kind, note } of needed) {
          const result = connect(doc, component, to, { kind, note }, context);
          if (!result.ok) return result;
        }
        return { ok: true };
      });
    },
  });
}
