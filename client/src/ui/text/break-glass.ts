import { plural } from './plural.ts';

/** Of sealed access that is in use, on every screen. */
export const breakGlassText = {
  label: 'Break-glass access in use',
  inUse: (name: string) => `${name} is in use`,
  on: (device: string) => `on ${device || 'a device without a name'}`,
  /** Of a device that says who uses it. */
  by: (person: string, device: string) => `by ${person} on ${device}`,
  since: 'since',
  until: 'until',
  more: (count: number) => `And ${plural(count, 'other', 'others')}.`,
  look: 'Look',
} as const;
