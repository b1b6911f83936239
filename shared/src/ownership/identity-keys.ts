/** Names that say nothing of who it was. */
const namesOfNobody = new Set([
  ...['', 'ROOT', 'UNKNOWN', 'ADMIN', 'ADMINISTRATOR', 'USER', 'NOBODY', 'NONE', 'YOUR NAME'],
  ...['(NO AUTHOR)', 'NO AUTHOR', 'GIT', 'GITHUB', 'UBUNTU', 'LOCALHOST', 'ANONYMOUS'],
]);

/** Accents and case aside; undefined where it names nobody. */
export function nameKey(name: string): string | undefined {
  const key = name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase()
    .replace(/\s+/g, ' ')
    .trim();
  return namesOfNobody.has(key) ? undefined : key;
}

/** Undefined where it is no address of one mailbox, as what git makes up where none is set. */
export function addressKey(email: string): string | undefined {
  const key = email.trim().toLowerCase();
  const [, host] = /^[^@\s]+@([^@\s]+)$/.exec(key) ?? [];
  if (host === undefined || host === 'localhost' || /\.?\((?:none)\)$/.test(host)) return undefined;
  return /\.(?:local|localdomain|lan)$/.test(host) ? undefined : key;
}
