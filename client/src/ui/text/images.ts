import { formatBytes } from '../bytes.ts';
import { plural } from './plural.ts';

export const imagesText = {
  summary: (count: number, bytes: number, most: number) =>
    `${plural(count, 'image', 'images')}, ${formatBytes(bytes)} of ${formatBytes(most)}`,
  title: 'Images in this runbook',
  why: (each: number, total: number) =>
    `Images are part of the runbook and go wherever it goes, offline too. So each has at most ${formatBytes(each)}, all together ${formatBytes(total)}.`,
  unused: 'Not in the text',
  used: 'In the text',
  remove: (path: string) => `Remove ${path}`,
  removeUnused: (count: number) => `Remove ${plural(count, 'unused image', 'unused images')}`,
  removed: (count: number) => `Removed ${plural(count, 'image', 'images')}`,
  undo: 'Undo',
  add: 'Add an image…',
  close: 'Close',
  alt: 'Image',
  tooLarge: (name: string, bytes: number, most: number) =>
    `${name} has ${formatBytes(bytes)}. An image in a runbook has at most ${formatBytes(most)}, so that everybody can hold it offline. Make it smaller, or link to it.`,
  full: (name: string, most: number) =>
    `There is no room for ${name}: the images of a runbook have at most ${formatBytes(most)} together. Remove one that is not needed, or link to it.`,
  notAnImage: (name: string) =>
    `${name} is not a picture that can be kept here. PNG, JPEG, GIF and WebP can.`,
  unreadable: (name: string) => `${name} could not be read.`,
} as const;
