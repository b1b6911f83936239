import { faultModelOf } from '../analysis/map-fault-model.ts';
import { mapNodeName } from '../analysis/map-node.ts';
import { type MefWritten, writeMef } from '../analysis/mef-write.ts';
import type { MapValue } from '../model/map-value.ts';

/**
 * The map as fault trees in Open-PSA MEF: a gate for each component, group and domain, an event for
 * what fails by itself. Refused where components need each other in a circle.
 */
export function writeMapMef(map: MapValue): MefWritten {
  return writeMef(faultModelOf(map), {
    name: 'Map',
    labelOf: (node) => mapNodeName(map, node),
  });
}
