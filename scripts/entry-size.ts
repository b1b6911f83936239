/** A chunk of Vite's build manifest, as far as it matters here. */
interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean | undefined;
  readonly imports?: readonly string[] | undefined;
}

/** The entry script of a page and all that it imports at once: nothing is on screen before these are here. */
export function entryFiles(manifest: Readonly<Record<string, Chunk>>): readonly string[] {
  const files = new Set<string>();
  const waiting = Object.values(manifest).filter(({ isEntry }) => isEntry === true);
  if (waiting.length === 0) throw new Error('The build has no entry');
  for (let chunk = waiting.pop(); chunk !== undefined; chunk = waiting.pop()) {
    if (files.has(chunk.file)) continue;
    files.add(chunk.file);
    for (const name of chunk.imports ?? []) {
      const imported = manifest[name];
      if (imported === undefined) throw new Error(`The build lacks ${name}, which it imports`);
      waiting.push(imported);
    }
  }
  return [...files];
}
