/** Are these the names of one person? Names are what people say of themselves, and all that there is. */
export function isSamePerson(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(name: string): string {
  return name.trim().replace(/\s+/g, ' ').toLowerCase();
}
