import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { CommandResult } from '@holdfast/shared/model/command';
import { type MapTask, readMapTasks, type TaskContext } from '@holdfast/shared/model/map-tasks';
import type * as Y from 'yjs';
import { createYStore } from '../../documents/y-store.ts';
import { showProblem } from '../../ui/notice.tsx';
import { mapPeopleText } from '../../ui/text/map-people.ts';
import { useShownMap } from '../map-context.tsx';

/** The action items of the map, and the way to change them; says why where something is refused. */
export function useMapTasks(): {
  readonly tasks: readonly MapTask[];
  attempt(command: (doc: Y.Doc, context: TaskContext) => CommandResult<string>): boolean;
} {
  const { open, change } = useShownMap();
  const { doc } = open;
  const store = useMemo(() => createYStore(doc.getMap('tasks'), () => readMapTasks(doc)), [doc]);
  const tasks = useSyncExternalStore(store.subscribe, store.get);
  const attempt = useCallback(
    (command: (target: Y.Doc, context: TaskContext) => CommandResult<string>) => {
      const result = change(command);
      if (!result.ok) showProblem(mapPeopleText.todo.notDone, result.problem);
      return result.ok;
    },
    [change],
  );
  return { tasks, attempt };
}
