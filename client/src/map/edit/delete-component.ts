import { deleteMapItem, restoreMapItem } from '@holdfast/shared/model/map-commands';
import { notifications } from '@mantine/notifications';
import { showNotice } from '../../ui/notice.tsx';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { connectionsOf } from '../connections-aside.ts';
import type { ShownMap } from '../map-context.tsx';

/** Of the deletion told last. */
let told: string | undefined;

/** Deletes a component, says what became of its connections, and offers the way back. */
export function deleteComponent(shown: ShownMap, id: string): void {
  const map = shown.store.get();
  const name = map.components.get(id)?.name;
  if (name === undefined) return;
  const connections = connectionsOf(map, id);
  const done = shown.attempt((doc, context) => deleteMapItem(doc, 'components', id, context));
  if (done === undefined) return;
  // One at a time: the way back from those before is undo, and the list of what is deleted.
  if (told !== undefined) notifications.hide(told);
  told = showNotice(mapEditText.deleted(name, connections), {
    label: mapEditText.undo,
    run: () => restoreComponent(shown, id),
  });
}

export function restoreComponent(shown: ShownMap, id: string): void {
  shown.attempt((doc, context) => restoreMapItem(doc, 'components', id, context));
}
