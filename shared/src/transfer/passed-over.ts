/** Folders that no runbook lies in. */
const foldersWithoutRunbooks = new Set(['.git', '.hg', '.svn', 'node_modules', '__MACOSX']);

const problems = {
  link: 'a link: links are not followed',
  'folder-without-runbooks': 'a folder in which no runbooks are looked for',
  'special-file': 'neither a file nor a folder',
} as const;

/** What a folder has and an import does not read. */
export interface PassedOver {
  /** As that of an `ImportFile`. */
  readonly path: string;
  readonly reason: keyof typeof problems;
  /** In words, for a person. */
  readonly problem: string;
}

export function passedOver(path: string, reason: PassedOver['reason']): PassedOver {
  return { path, reason, problem: problems[reason] };
}

/** Whether nothing is looked for in a folder of that name. */
export function isWithoutRunbooks(folderName: string): boolean {
  return foldersWithoutRunbooks.has(folderName);
}

/** The folder on a file's path in which nothing is looked for; undefined where there is none. */
export function folderWithoutRunbooks(path: string): string | undefined {
  const parts = path.split('/').slice(0, -1);
  const at = parts.findIndex(isWithoutRunbooks);
  return at < 0 ? undefined : parts.slice(0, at + 1).join('/');
}
