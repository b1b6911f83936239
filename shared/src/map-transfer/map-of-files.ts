import * as Y from 'yjs';
import { readMap } from '../model/map.ts';
import type { MapValue } from '../model/map-value.ts';
import { mapImportSteps } from './apply-map-import.ts';
import type { ImportNote, SourceFile } from './draft.ts';
import { planImports } from './plan-imports.ts';
import { readMapSources } from './read-sources.ts';

/** The map that files make by themselves, of any kind that is imported; nothing else is in it. */
export function mapOfFiles(files: readonly SourceFile[]): {
  readonly map: MapValue;
  /** Also of values that could not be taken. */
  readonly notes: readonly ImportNote[];
} {
  const { draft } = readMapSources(files);
  const doc = new Y.Doc();
  const plan = planImports(doc, draft);
  const context = {
    nowMs: 0,
    by: '',
    random: { bytes: (length: number) => new Uint8Array(length) },
  };
  for (const step of mapImportSteps(plan, context)) step(doc);
  const map = readMap(doc);
  doc.destroy();
  const refused = plan.items.flatMap(({ name, draft: item, fields }) =>
    fields.flatMap(({ kind, problem = '' }): readonly ImportNote[] =>
      kind === 'refused'
        ? [
            {
              kind: 'unreadable',
              file: item?.file ?? '',
              line: item?.line,
              text: `${name}: ${problem}`,
            },
          ]
        : [],
    ),
  );
  return { map, notes: [...draft.notes, ...refused] };
}
