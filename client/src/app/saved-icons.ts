import {
  IconAlertTriangleFilled,
  IconCircleCheckFilled,
  IconCircleHalf2,
  IconDeviceLaptop,
  IconLoader2,
  type Icon,
} from '@tabler/icons-react';
import type { SavedTone } from './saved-state.ts';

/** The sign of each saved state; words always stand beside it. */
export const savedIcons: Readonly<Record<SavedTone, Icon>> = {
  busy: IconLoader2,
  good: IconCircleCheckFilled,
  partial: IconCircleHalf2,
  local: IconDeviceLaptop,
  bad: IconAlertTriangleFilled,
};
