import type { Layer } from '@holdfast/shared/model/map-value';
import {
  IconBuildingStore,
  IconCode,
  IconNetwork,
  IconServer2,
  IconUsers,
} from '@tabler/icons-react';
import { mapText } from '../ui/text/map.ts';
import classes from './layer-mark.module.css';

export const layerIcons = {
  hardware: IconServer2,
  network: IconNetwork,
  software: IconCode,
  people: IconUsers,
  vendor: IconBuildingStore,
} as const satisfies Record<Layer, unknown>;

/** A layer as icon and word. */
export function LayerMark(props: { readonly layer: Layer }) {
  const Picture = layerIcons[props.layer];
  return (
    <span className={classes.mark}>
      <Picture size={15} stroke={1.6} aria-hidden="true" />
      {mapText.layer[props.layer]}
    </span>
  );
}
