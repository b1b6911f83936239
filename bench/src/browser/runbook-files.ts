import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const sentences = [
  'Check the error rate and the saturation of the connection pool first.',
  'If the primary does not answer, look at the replication lag before anything is promoted.',
  'Tell the incident channel what you are about to do, and what you expect to see.',
  'Drain the node, wait until no request is in flight, then restart the process.',
  'Note the time of each step: the review needs it, and so does whoever takes over.',
];

/** The title of runbook `index`. */
export function runbookTitle(index: number): string {
  return `Service ${String(index).padStart(4, '0')} is slow`;
}

/** A word that only runbook `index` has, in its text. */
export function runbookKey(index: number): string {
  return `${String(index * 7_919)}k`;
}

/** A phrase that only runbook `index` has, in its text. */
export function runbookMarker(index: number): string {
  return `the pager key of this page is ${runbookKey(index)}`;
}

/** Writes `count` Markdown files of about `sizeBytes` each into `folder`. */
export function writeRunbooks(folder: string, count: number, sizeBytes: number): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < count; index++) {
    let text = `# ${runbookTitle(index)}\n\nRemember: ${runbookMarker(index)}.\n`;
    for (let step = 1; text.length < sizeBytes; step++) {
      if (step % 6 === 1) text += `\n## Step ${Math.ceil(step / 6)}\n\n`;
      text += `- ${sentences[(index + step) % sentences.length] ?? ''}\n`;
    }
    writeFileSync(join(folder, `service-${String(index).padStart(4, '0')}.md`), text);
  }
}
