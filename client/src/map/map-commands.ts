import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconArrowRight,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import type { Command } from '../app/commands.ts';
import type { Dialogs } from '../app/dialogs.tsx';
import type { MapRoute } from '../app/routes.ts';
import { mapEditText } from '../ui/text/map-edit.ts';
import { mapText } from '../ui/text/map.ts';
import type { ShownMap } from './map-context.tsx';
import type { UndoState } from './map-undo.ts';
import { deleteComponent } from './edit/delete-component.ts';
import { readView } from './map-view.ts';

/** What can be done on the map, and to the component that is selected or looked at. */
export function mapCommands(context: {
  readonly shown: ShownMap;
  readonly route: MapRoute;
  readonly undo: UndoState;
  readonly dialogs: Pick<Dialogs, 'show'>;
}): readonly Command[] {
  const { shown, route, undo, dialogs } = context;
  const at = route.part === 'components' ? route.item : readView(route.search).at;
  const component = shown.store.get().components.get(at);
  return [
    {
      id: 'map-add',
      group: 'here',
      title: mapText.add,
      icon: IconPlus,
      keys: 'c',
      keywords: 'new create draw service node',
      run: () => dialogs.show({ kind: 'map-component' }),
    },
    ...(component === undefined
      ? []
      : [
          {
            id: 'map-edit',
            group: 'here' as const,
            title: mapEditText.edit(component.name),
            icon: IconPencil,
            keys: 'e',
            run: () => dialogs.show({ kind: 'map-component', id: focusedOr(shown, at) }),
          },
          {
            id: 'map-connect',
            group: 'here' as const,
            title: mapEditText.connect(component.name),
            icon: IconArrowRight,
            keys: 'n',
            keywords: 'needs dependency edge redundancy replica',
            run: () => dialogs.show({ kind: 'map-needs', id: focusedOr(shown, at) }),
          },
          {
            id: 'map-delete',
            group: 'here' as const,
            title: mapEditText.delete(component.name),
            icon: IconTrash,
            keys: 'Delete',
            keywords: 'remove',
            run: () => deleteComponent(shown, focusedOr(shown, at)),
          },
        ]),
    ...(undo.canUndo
      ? [
          {
            id: 'map-undo',
            group: 'here' as const,
            title: mapText.undo,
            icon: IconArrowBackUp,
            keys: 'mod+z',
            run: () => shown.undo.undo(),
          },
        ]
      : []),
    ...(undo.canRedo
      ? [
          {
            id: 'map-redo',
            group: 'here' as const,
            title: mapText.redo,
            icon: IconArrowForwardUp,
            keys: 'mod+shift+z',
            run: () => shown.undo.redo(),
          },
        ]
      : []),
  ];
}

/** By keys, what has the focus in the picture is meant, whatever the panel beside it still shows. */
function focusedOr(shown: ShownMap, at: string): string {
  const box = document.activeElement?.closest('.react-flow__node');
  const id = box?.getAttribute('data-id') ?? '';
  return shown.store.get().components.has(id) ? id : at;
}
