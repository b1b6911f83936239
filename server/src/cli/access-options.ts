import { resolve } from 'node:path';
import { documentNameSchema } from '@holdfast/shared/protocol/names';
import { type Role, roleSchema } from '@holdfast/shared/access/roles';
import { CommandError, exitCodes } from './exit-codes.ts';

const minute = 60;
const unitSeconds: Readonly<Record<string, number>> = {
  m: minute,
  h: 60 * minute,
  d: 24 * 60 * minute,
  w: 7 * 24 * 60 * minute,
};

/** Seconds of `90m`, `4h`, `30d` or `12w`. */
export function secondsOf(text: string, flag: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text.trim()) ?? [];
  const seconds = Number(digits) * (unitSeconds[unit] ?? 0);
  if (seconds > 0) return seconds;
  throw new CommandError(
    `${flag} is a time such as 90m, 4h or 30d, not "${text}".`,
    exitCodes.usage,
  );
}

export function roleOf(text: string): Role {
  const role = roleSchema.safeParse(text);
  if (role.success) return role.data;
  throw new CommandError(
    `There is no role "${text}". Roles: ${roleSchema.options.join(', ')}.`,
    exitCodes.usage,
  );
}

/** Documents that a token is limited to; undefined where none was named. */
export function documentsOf(names: readonly string[] | undefined): readonly string[] | undefined {
  for (const name of names ?? []) {
    if (!documentNameSchema.safeParse(name).success) {
      throw new CommandError(
        `"${name}" is not a document name such as incident:01j….`,
        exitCodes.usage,
      );
    }
  }
  return names;
}

/** Who a name is where no id was given: `Ada Lovelace` is `ada-lovelace`. */
export function personOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  return words.length === 0 ? name.trim() : words.join('-');
}

const usualKeysFolder = '.holdfast/keys';

/** The folder with the keys of a workspace, as typed or the usual one. */
export function keysFolder(folder: string, typed: string | undefined): string {
  return resolve(folder, typed ?? usualKeysFolder);
}

/** `2026-03-01 12:00 UTC`. */
export function momentText(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
