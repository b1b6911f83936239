import { isGate } from '@holdfast/shared/analysis/map-fault-model';
import type { Layer, MapComponent } from '@holdfast/shared/model/map-value';
import {
  IconBolt,
  IconBuildingStore,
  IconCode,
  IconGitMerge,
  IconNetwork,
  IconServer2,
  IconUsers,
} from '@tabler/icons-react';
import { mapText } from '../ui/text/map.ts';
import classes from './layer-mark.module.css';

/** By `pictureOf`. */
export const componentIcons = {
  hardware: IconServer2,
  network: IconNetwork,
  software: IconCode,
  people: IconUsers,
  vendor: IconBuildingStore,
  gate: IconGitMerge,
  event: IconBolt,
} as const satisfies Record<Layer | TreePart, unknown>;

type TreePart = 'gate' | 'event';

/** What an imported fault tree says that a component is; undefined of what is a thing. */
export function treePart(component: MapComponent): TreePart | undefined {
  if (isGate(component)) return 'gate';
  return component.sources.some(({ from }) => from === 'mef') ? 'event' : undefined;
}

/** The picture of a component: of a fault tree's gates and events their own, else its layer's. */
export function pictureOf(component: MapComponent): keyof typeof componentIcons {
  return treePart(component) ?? component.layer;
}

/** A layer as icon and word; of a fault tree's gates and events what they are. */
export function LayerMark({ component }: { readonly component: MapComponent }) {
  const Picture = componentIcons[pictureOf(component)];
  const part = treePart(component);
  return (
    <span className={classes.mark}>
      <Picture size={15} stroke={1.6} aria-hidden="true" />
      {part === undefined ? mapText.layer[component.layer] : mapText.treeParts[part]}
    </span>
  );
}
