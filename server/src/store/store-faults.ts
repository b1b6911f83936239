import { StoreFault, type StoreFaultReason } from '@holdfast/shared/replica/ports';

const reasons: readonly (readonly [StoreFaultReason, RegExp])[] = [
  ['full', /ENOSPC|EDQUOT|no space left|quota exceeded|MDB_MAP_FULL/i],
  ['refused', /EACCES|EPERM|EROFS|permission denied|not permitted|read-only file system/i],
  ['gone', /ENOENT|EBADF|no such file|has been closed|is closed/i],
];

/** `errno` values that LMDB hands through as they are; the numbers are the same on Linux and macOS but for quota. */
const reasonsByErrno: ReadonlyMap<unknown, StoreFaultReason> = new Map([
  [28, 'full'],
  [69, 'full'],
  [122, 'full'],
  [1, 'refused'],
  [13, 'refused'],
  [30, 'refused'],
  [2, 'gone'],
  [9, 'gone'],
]);

const adviceByReason: Record<StoreFaultReason, string> = {
  full: 'The disk is full: free some space.',
  refused: 'This user may not write there: check the owner and mode of the folder.',
  gone: 'The store is closed or was removed.',
  failed: 'The disk failed: check the system log.',
};

/**
 * Names what went wrong while doing something (`write in /data`), as a fault the engine understands.
 * `advice`: what to do about it, where that does not follow from the kind of fault.
 */
export function toStoreFault(error: unknown, doing: string, advice?: string): StoreFault {
  if (error instanceof StoreFault) return error;
  const reason = reasonOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreFault(
    reason,
    `Could not ${doing}: ${detail}. ${advice ?? adviceByReason[reason]}`,
    {
      cause: error,
    },
  );
}

function reasonOf(error: unknown): StoreFaultReason {
  if (!(error instanceof Error)) return 'failed';
  const code = 'code' in error ? error.code : undefined;
  const known = reasonsByErrno.get(code);
  if (known !== undefined) return known;
  const text = `${String(code)} ${error.message}`;
  return reasons.find(([, pattern]) => pattern.test(text))?.[0] ?? 'failed';
}
