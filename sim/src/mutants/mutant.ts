/** A deliberate bug in the engine: one snippet of one file, replaced while the file is loaded. */
export interface Mutant {
  readonly name: string;
  /** Under the repository, `/` between folders. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly killers: Killers;
}

/** What must fail where the bug is. */
export type Killers =
  | { readonly kind: 'seeds'; readonly seeds: readonly number[] }
  | { readonly kind: 'test'; readonly file: string; readonly title: string };

/** The source with the bug in it; throws unless the snippet is there exactly once. */
export function applyMutant(mutant: Mutant, source: string): string {
  const parts = source.split(mutant.find);
  if (parts.length !== 2) {
    throw new Error(
      `mutant "${mutant.name}": its snippet is in ${mutant.file} ${parts.length - 1} times, not once`,
    );
  }
  return parts.join(mutant.replace);
}
