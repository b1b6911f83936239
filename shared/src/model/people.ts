/** Are these the names of one person? Names are what people say of themselves, and all that there is. */
export function isSamePerson(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

/** Who an entry says wrote it. */
interface Author {
  readonly by: string;
  readonly person?: string | undefined;
}

/** Do two entries say that the same person wrote them? Where both name a person, names do not count. */
export function isSameAuthor(a: Author, b: Author): boolean {
  return a.person === undefined || b.person === undefined
    ? isSamePerson(a.by, b.by)
    : a.person === b.person;
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
