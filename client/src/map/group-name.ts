import type { MapValue, RedundancyGroup } from '@holdfast/shared/model/map-value';
import { mapEditText } from '../ui/text/map-edit.ts';

/** What people call a redundancy group: its name, or what it is made of. */
export function groupName(map: MapValue, group: RedundancyGroup): string {
  if (group.name !== '') return group.name;
  const names = group.members.map((id) => map.components.get(id)?.name ?? id);
  const shown = names.length > 3 ? [...names.slice(0, 3), '…'] : names;
  return mapEditText.group.unnamed(group.needs, group.members.length, shown.join(', '));
}
