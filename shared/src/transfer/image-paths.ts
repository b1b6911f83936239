import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';
import { htmlToPieces } from '../markdown/html-text.ts';
import { parseMarkdown } from '../markdown/parse.ts';
import { imagePathOf } from '../model/runbook-images.ts';
import { refusePath } from './source-path.ts';

/** Whether the path's ending is that of an image that a runbook can hold. */
export function isImageFile(path: string): boolean {
  return /\.(?:png|jpe?g|gif|webp)$/i.test(path);
}

/** The images that a text shows, by their paths as `readImages` has them, each once. */
export function shownImages(text: string): readonly string[] {
  // Reading the syntax is slow, and most texts show no image.
  if (!/\.(?:png|jpe?g|gif|webp)/i.test(text)) return [];
  const addresses: string[] = [];
  const definitions = new Map<string, string>();
  const referred: string[] = [];
  visit(parseMarkdown(text), (node: Nodes) => {
    if (node.type === 'image') addresses.push(node.url);
    else if (node.type === 'definition') definitions.set(node.identifier, node.url);
    else if (node.type === 'imageReference') referred.push(node.identifier);
    else if (node.type === 'html') {
      for (const piece of htmlToPieces(node.value)) {
        if (piece.kind === 'image') addresses.push(piece.src);
      }
    }
  });
  addresses.push(...referred.flatMap((name) => definitions.get(name) ?? []));
  const paths = addresses.flatMap((address) => imagePathOf(address) ?? []);
  return [...new Set(paths)].filter(isImageFile);
}

/**
 * Where the file of an image lies whose runbook's file lies at `runbook`, both relative to the same
 * folder; undefined where that would be outside of it, or where no image's file may be.
 */
export function imageFilePath(runbook: string, image: string): string | undefined {
  const parts = runbook.split('/').slice(0, -1);
  for (const part of image.split('/')) {
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  const path = parts.join('/');
  return isImageFile(path) && refusePath(path) === undefined ? path : undefined;
}

/**
 * Tells which images are worth reading before the texts that may show them are taken apart: by the
 * letters and digits before the ending, however the address is escaped. Says yes to every image that
 * a text shows, and to some others.
 */
export function createImageSieve(): {
  add(text: string): void;
  mayBeShown(path: string): boolean;
} {
  const ends = new Set<string>();
  return {
    add(text) {
      for (const [, percent, end = ''] of text.matchAll(imageEnd)) {
        ends.add(end.toLowerCase());
        // What follows a percent sign begins with two digits of a character's code.
        if (percent !== '') ends.add(end.slice(2).toLowerCase());
      }
    },
    mayBeShown(path) {
      const end = isImageFile(path) ? /([a-z0-9]*)\.[a-z]+$/i.exec(path)?.[1] : undefined;
      return end !== undefined && ends.has(end.toLowerCase());
    },
  };
}

const imageEnd = /(%?)([a-z0-9]*)\\?\.(?:png|jpe?g|gif|webp)/gi;
