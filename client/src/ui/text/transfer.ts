import { plural } from './plural.ts';

export const transferText = {
  title: 'Import runbooks',
  exportAll: 'Export all as a zip',
  exportShown: (count: number) => `Export these ${count.toLocaleString('en')} as a zip`,
  exportOne: 'Export as Markdown',
  exporting: 'Collecting the texts…',
  exported: (count: number) => `Exported ${plural(count, 'runbook', 'runbooks')}`,
  imagesNotExported: (count: number) =>
    `${plural(count, 'image is', 'images are')} not in the export`,
  imageNotExported: (runbook: string, image: string, problem: string) =>
    `${image} of ${runbook}: ${problem}.`,
  exportFailed: 'The export could not be made. The storage of this device may be at fault.',
  importLink: 'Import…',
  printAll: 'Print all',
  printShown: (count: number) => `Print these ${count.toLocaleString('en')}`,
  print: {
    title: 'Print runbooks',
    of: (workspace: string) => `Runbooks of ${workspace}`,
    made: (when: string, count: number) => `${plural(count, 'runbook', 'runbooks')}, as of ${when}`,
    contents: 'Contents',
    print: 'Print, or save as PDF',
    preparing: (ready: number, total: number) =>
      `${ready.toLocaleString('en')} of ${total.toLocaleString('en')} made ready to print…`,
    ready: 'Ready. Each runbook begins on a page of its own.',
    empty: 'No runbook fits these filters, so there is nothing to print.',
    back: 'Back to the list',
    owners: (names: string) => `Owner: ${names}`,
    notAll: 'Not all of the workspace is on this device: what is missing here is missing on paper.',
    failed: 'Some runbooks could not be read from this device.',
  },
} as const;
