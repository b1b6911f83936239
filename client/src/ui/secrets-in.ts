import { findSecrets, type SecretKind } from '@holdfast/shared/markdown/lint-secrets';

/**
 * Kinds of secrets that texts would bring to everybody, each once.
 *
 * @param shared what everybody has already: a secret in it is no news
 */
export function secretsIn(texts: readonly string[], shared = ''): readonly SecretKind[] {
  const found = texts.flatMap((text) =>
    findSecrets(text)
      .filter(({ from, to }) => !shared.includes(text.slice(from, to)))
      .map(({ kind }) => kind),
  );
  return [...new Set(found)];
}

/** Values as `name=value`, which is how it shows that one is a token; those that are `shared` left out. */
export function namedValues(
  values: ReadonlyMap<string, string>,
  shared: readonly { readonly name: string; readonly value: string }[],
): readonly string[] {
  const known = new Map(shared.map(({ name, value }) => [name, value]));
  return [...values].flatMap(([name, value]) =>
    value === known.get(name) ? [] : [`${name}=${value}`],
  );
}
