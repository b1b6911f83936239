import type { Random } from '@holdfast/shared/replica/ports';

/** What somebody is called who has not said their name on this device. */
export function guestName(random: Random): string {
  return `Guest ${100 + Math.floor(random.fraction() * 900)}`;
}

/** Whether a name is one that the app gave. */
export function isGuestName(name: string): boolean {
  return /^Guest [1-9]\d\d$/u.test(name);
}
