import { plural } from './plural.ts';

/** Around the emergency bundle; what the bundle itself says is in `shared/src/bundle/bundle-text.ts`. */
export const bundleText = {
  title: 'Emergency bundle',
  lead: 'All runbooks, live incidents and the map of this workspace as one file. It opens by double click with no network and no Holdfast, has a search, and prints. It is made from what is on this device.',
  save: 'Save emergency bundle',
  making: 'Making the emergency bundle',
  reading: 'Reading what is on this device…',
  progress: (percent: number) => `${percent} % done`,
  saved: (name: string) => `Saved ${name}`,
  holds: (runbooks: number, incidents: number, size: string) =>
    `${plural(runbooks, 'runbook', 'runbooks')}, ${incidents === 0 ? '' : `${plural(incidents, 'live incident', 'live incidents')}, `}${size}.`,
  unreadable: (documents: number) =>
    `${plural(documents, 'document', 'documents')} could not be read; the file names them.`,
  leftOut: (documents: number) =>
    `${plural(documents, 'document', 'documents')} of kinds that this version cannot show ${documents === 1 ? 'is' : 'are'} not in it.`,
  digest: (start: string) => `Its SHA-256 begins with ${start}.`,
  failedTitle: 'The emergency bundle was not made',
  failed:
    'A part of the app or of this device’s storage could not be read. Reload the page and try again.',
} as const;
