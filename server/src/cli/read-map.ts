import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { CommandError } from './exit-codes.ts';
import type { Session } from './session.ts';

/** The map of a workspace as it is now. */
export async function readMapOf(session: Session): Promise<MapValue> {
  const doc = await session.read(mapDocument);
  if (doc === undefined) throw new CommandError('The workspace has no map yet.');
  const map = readMap(doc);
  doc.destroy();
  return map;
}
