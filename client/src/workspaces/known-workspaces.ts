import { workspaceNamePattern } from '@holdfast/shared/protocol/workspace-name-pattern';
import { z } from 'zod/mini';

/** What this device remembers of a workspace from when it was last open here. */
const noteSchema = z.object({
  title: z.catch(z.string(), ''),
  documents: z.catch(z.optional(z.int()), undefined),
  unsent: z.catch(z.optional(z.int()), undefined),
  openedAtMs: z.catch(z.optional(z.number()), undefined),
});
export type WorkspaceNote = z.infer<typeof noteSchema>;

/** A workspace of which something is on this device; a number that is not known is not there. */
export interface KnownWorkspace extends WorkspaceNote {
  /** As in addresses. */
  readonly name: string;
}

/** Where notes are kept: `localStorage`, or what is like it. */
export type NoteStorage = Pick<Storage, 'getItem' | 'setItem' | 'key' | 'length'>;

const nowhere: NoteStorage = {
  length: 0,
  key: () => null,
  getItem: () => null,
  setItem: () => undefined,
};

/** This browser's own; one that is always empty where it denies it. */
export function noteStorage(): NoteStorage {
  try {
    // A browser that denies storage throws at the mere mention of it.
    return localStorage;
  } catch {
    return nowhere;
  }
}

const notePrefix = 'holdfast-workspace-note/';
const databasePrefix = 'holdfast-';

/** May a workspace be called so? */
export function isWorkspaceName(text: string): boolean {
  return workspaceNamePattern.test(text);
}

/**
 * Every workspace of which this device has a database or a note: those opened last come first.
 *
 * @param databases names of all databases of this origin
 */
export function knownWorkspaces(
  databases: readonly string[],
  storage: NoteStorage,
): readonly KnownWorkspace[] {
  const names = new Set([
    ...databases.flatMap((name) => withoutPrefix(name, databasePrefix)),
    ...keysOf(storage).flatMap((key) => withoutPrefix(key, notePrefix)),
  ]);
  return [...names]
    .filter(isWorkspaceName)
    .map((name): KnownWorkspace => ({ name, ...readNote(storage, name) }))
    .toSorted(
      (a, b) => (b.openedAtMs ?? 0) - (a.openedAtMs ?? 0) || a.name.localeCompare(b.name, 'en'),
    );
}

/** Keeps what is known of a workspace. Where the browser keeps nothing, nothing is kept. */
export function writeNote(storage: NoteStorage, name: string, note: WorkspaceNote): void {
  try {
    storage.setItem(notePrefix + name, JSON.stringify(note));
  } catch {
    // Full or forbidden: its name is still known by its database.
  }
}

function readNote(storage: NoteStorage, name: string): WorkspaceNote {
  try {
    const read = noteSchema.safeParse(JSON.parse(storage.getItem(notePrefix + name) ?? '{}'));
    return read.success ? read.data : { title: '' };
  } catch {
    return { title: '' };
  }
}

function keysOf(storage: NoteStorage): readonly string[] {
  return Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '');
}

function withoutPrefix(text: string, prefix: string): readonly string[] {
  return text.startsWith(prefix) ? [text.slice(prefix.length)] : [];
}
