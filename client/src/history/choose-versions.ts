import type { RecordedVersion } from '@holdfast/shared/model/versions';

/** One line of the list: a version that is kept, the text as it is now, or both. */
export interface VersionEntry {
  /** Its hash; `now` for a text that is no version yet. */
  readonly key: string;
  readonly isNow: boolean;
  readonly version?: RecordedVersion;
}

/** What the address asks to compare; `undefined` is not kept here, and `none` is nothing at all. */
export interface Choice {
  readonly from: VersionEntry | 'none' | undefined;
  readonly to: VersionEntry | undefined;
}

/** The list, newest first, the text as it is now at its head. `now` is that text's hash. */
export function versionEntries(
  versions: readonly RecordedVersion[],
  now: string,
): readonly VersionEntry[] {
  const kept = versions
    .map((version) => ({ key: version.version, isNow: false, version }))
    .toReversed();
  const [newest, ...others] = kept;
  return newest?.key === now
    ? [{ ...newest, isNow: true }, ...others]
    : [{ key: 'now', isNow: true }, ...kept];
}

/** Finds what is asked for; without `to` the newest, without `from` the one before it. */
export function chooseVersions(
  entries: readonly VersionEntry[],
  asked: { readonly from: string; readonly to: string },
): Choice {
  const find = (key: string) =>
    entries.find((one) => one.key === key || (key === 'now' && one.isNow));
  const to = asked.to === '' ? entries[0] : find(asked.to);
  if (asked.from !== '') return { from: find(asked.from), to };
  const before = to === undefined ? undefined : entries[entries.indexOf(to) + 1];
  return { from: before ?? 'none', to };
}
