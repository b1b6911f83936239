import { readFileText } from './file-text.ts';
import { createImageSieve } from './image-paths.ts';
import { isMarkdownPath, isPlainPath } from './source-path.ts';
import { readZip, type ZipFiles } from './zip-read.ts';

const mayBeMarkdown = (path: string): boolean => isMarkdownPath(path) || isPlainPath(path);

/** The files of a zip archive, as an import wants them: Markdown, and the images that it may show. Never throws. */
export function readArchive(bytes: Uint8Array): ZipFiles {
  const texts = readZip(bytes, mayBeMarkdown);
  if (!texts.ok) return texts;
  const sieve = createImageSieve();
  for (const file of texts.files) {
    const read = mayBeMarkdown(file.path) ? readFileText(file.bytes) : undefined;
    if (read?.ok === true) sieve.add(read.text);
  }
  if (!texts.files.some(({ path }) => sieve.mayBeShown(path))) return texts;
  const images = readZip(bytes, sieve.mayBeShown);
  if (!images.ok) return images;
  // Both have the same entries in the same order.
  const files = texts.files.map((file, at) =>
    sieve.mayBeShown(file.path) ? (images.files[at] ?? file) : file,
  );
  return { ...texts, files };
}
