import { readFileText } from './file-text.ts';
import { isMarkdownPath, isPlainPath } from './source-path.ts';

interface File {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The paths of files that are Markdown although their names do not say so: they have no ending, lie in
 * a folder with other Markdown files, and begin with front matter or a heading.
 */
export function plainMarkdown(files: readonly File[]): ReadonlySet<string> {
  const folders = new Set(
    files.flatMap(({ path }) => (isMarkdownPath(path) ? [folderOf(path)] : [])),
  );
  return new Set(
    files.flatMap(({ path, bytes }) =>
      isPlainPath(path) && folders.has(folderOf(path)) && beginsAsMarkdown(bytes) ? [path] : [],
    ),
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function beginsAsMarkdown(bytes: Uint8Array): boolean {
  const read = readFileText(bytes);
  return read.ok && /^\uFEFF?\s*(?:#{1,6}[ \t]+\S|---[ \t]*\r?\n)/.test(read.text.slice(0, 2_000));
}
