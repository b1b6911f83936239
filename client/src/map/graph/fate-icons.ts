import { IconBan, IconCircleX, IconTrendingDown, IconUserOff } from '@tabler/icons-react';

/** By what becomes of a box: told by more than a colour. */
export const fateIcons = {
  taken: IconBan,
  falls: IconCircleX,
  degraded: IconTrendingDown,
  orphaned: IconUserOff,
} as const;
