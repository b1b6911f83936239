import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runHoldfast } from '../command-line.ts';
import { createRelays, type RelayProcess } from '../relays.ts';

const markPattern = /(?<ticked>\[x\] )?\b(?<mark>[a-z]+\d+)(?=\.)/gu;

const attempts = 3;

/** The marks in a text, and of those on a line that is ticked also the mark of the tick; see `Ledger`. */
export function marksIn(text: string): ReadonlySet<string> {
  const marks = new Set<string>();
  for (const { groups } of text.matchAll(markPattern)) {
    const mark = groups?.['mark'] ?? '';
    marks.add(mark);
    if (groups?.['ticked'] !== undefined) marks.add(tickOf(mark));
  }
  return marks;
}

/** The mark that stands for ticking the line of `mark`. */
export function tickOf(mark: string): string {
  return `${mark}, ticked`;
}

/** What a running relay gives to whoever asks it alone. */
export async function marksOnRelay(url: string, workspace: string): Promise<ReadonlySet<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'holdfast-chaos-export-'));
  try {
    await exportFrom(url, workspace, folder);
    const files = await readdir(folder, { recursive: true });
    const texts = await Promise.all(
      files
        .filter((file) => file.endsWith('.md'))
        .map((file) => readFile(join(folder, file), 'utf8')),
    );
    return marksIn(texts.join('\n'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The command gives up after a while, which a busy machine may need more than once. */
async function exportFrom(url: string, workspace: string, folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await runHoldfast(folder, [
        'export',
        ...['--relay', url],
        ...['--workspace', workspace],
        ...['--out', folder],
      ]);
      return;
    } catch (problem) {
      if (attempt === attempts) throw problem;
    }
  }
}

/**
 * What the disk of a dead relay holds, which must not run: a copy of its folder is served by a relay
 * that knows no other, and asked.
 */
export async function marksOnDisk(
  relay: Pick<RelayProcess, 'dataDir'>,
  workspace: string,
): Promise<ReadonlySet<string>> {
  const copy = await mkdtemp(join(tmpdir(), 'holdfast-chaos-disk-'));
  const alone = await createRelays({ count: 1, workspace, dataDirs: { 0: copy } });
  try {
    await cp(relay.dataDir, copy, { recursive: true });
    const [reader] = alone.relays;
    if (reader === undefined) return new Set();
    await reader.start();
    return await marksOnRelay(reader.url, workspace);
  } finally {
    await alone.dispose();
    await rm(copy, { recursive: true, force: true });
  }
}
