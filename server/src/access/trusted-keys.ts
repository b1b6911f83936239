import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import type { SigningKey, TrustedKeys } from '@holdfast/shared/access/signing-key';
import { publicEnding, readPublicKey } from './key-files.ts';

/** The keys that a relay takes tokens from: the public ones in a folder, as it is now. */
export interface TrustedKeysFolder {
  current(): TrustedKeys;
  /** What in it cannot be used, as lines for a person. */
  problems(): readonly string[];
  /** Told after the keys, or what is wrong with them, have changed, with nothing: ask for both. */
  onChange(listener: () => void): () => void;
  /** Looks now; it does so by itself when the folder changes, and every few seconds. */
  reread(): void;
  close(): void;
}

/** The folder of keys cannot be read. The message is for a person. */
export class KeysFolderError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeysFolderError';
  }
}

/** Not every file system tells of changes. */
const lookAgainMs = 5000;

/**
 * Opens a folder of public keys. A key is trusted from the moment its file lies there until it is
 * taken away; one whose file is being written over is, meanwhile, what it was.
 *
 * @throws KeysFolderError
 */
export function openTrustedKeys(folder: string): TrustedKeysFolder {
  let byFile = new Map<string, SigningKey>();
  let keys: TrustedKeys = new Map();
  let problems: readonly string[] = [];
  let written = '';
  const stateNow = (): string => JSON.stringify([[...keys], problems]);
  const listeners = new Set<() => void>();

  function look(): void {
    const found = new Map<string, SigningKey>();
    const wrong: string[] = [];
    for (const name of readdirSync(folder).toSorted()) {
      if (!name.endsWith(publicEnding) || name.startsWith('.')) continue;
      const read = readPublicKey(join(folder, name));
      const key = read.ok ? read.key : byFile.get(name);
      if (!read.ok) wrong.push(read.problem);
      if (key !== undefined) found.set(name, key);
    }
    byFile = found;
    problems = wrong;
    keys = new Map([...found.values()].map((key) => [key.kid, key]));
  }

  function reread(): void {
    try {
      look();
    } catch (error) {
      // Whoever took the folder away by mistake must not lock everybody out in the midst of an incident.
      problems = [
        `${describe(folder, error)}. The keys that were read last count until the relay is started again.`,
      ];
    }
    const now = stateNow();
    if (now === written) return;
    written = now;
    for (const listener of [...listeners]) listener();
  }

  try {
    look();
  } catch (error) {
    throw new KeysFolderError(describe(folder, error), { cause: error });
  }
  written = stateNow();
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(folder, { persistent: false }, reread);
    watcher.on('error', () => undefined);
  } catch {
    // The timer does alone.
  }
  const timer = setInterval(reread, lookAgainMs).unref();
  return {
    current: () => keys,
    problems: () => problems,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reread,
    close() {
      clearInterval(timer);
      watcher?.close();
      listeners.clear();
    },
  };
}

function describe(folder: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `The folder of keys ${folder} cannot be read: ${why}`;
}
