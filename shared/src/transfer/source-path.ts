import { encodeUtf8 } from 'lib0/string';

const maxPartBytes = 255;
const maxPathLength = 1_024;

export type PathRefused = 'unsafe-path' | 'name-too-long';

/**
 * Why a relative path, parts joined by `/`, cannot be kept as a runbook's source path; undefined
 * where it can. What passes stays inside the folder that it is put into, on every system.
 */
export function refusePath(path: string): PathRefused | undefined {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'unsafe-path';
  // A backslash separates folders on Windows; control characters and broken names no tool agrees on.
  if (/[\\\p{Cc}\p{Surrogate}]/u.test(path)) return 'unsafe-path';
  if (path.length > maxPathLength) return 'name-too-long';
  const tooLong = parts.some((part) => encodeUtf8(part).length > maxPartBytes);
  return tooLong ? 'name-too-long' : undefined;
}

/** Whether the path's ending is that of a Markdown file. */
export function isMarkdownPath(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/** Files of tools, which have no ending either. */
const toolFiles =
  /^(?:(?:gnu)?makefile|(?:docker|container|jenkins|vagrant|proc|gem|pod|cap|rake|brew|just|tilt|guard|pip|car|earth|fast|app|dangerf?)file|licen[cs]e|copying|notice|code_?owners|owners|authors|maintainers|security_contacts|build|workspace|justfile|sconstruct|kconfig|kbuild|cname)$/i;

/**
 * Whether a path's name has no ending, so that what is in the file may be Markdown, and no tool reads
 * a file of such a name: nothing on it begins with a dot, as the folders of tools do.
 */
export function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  const name = parts.at(-1) ?? '';
  return (
    !name.includes('.') && !toolFiles.test(name) && !parts.some((part) => part.startsWith('.'))
  );
}
