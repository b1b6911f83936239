import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';

/** What a backup says of itself, in `backup.json` beside its data file. */
const manifestSchema = z.object({
  format: z.literal(1),
  sizeBytes: z.number(),
  /** Hex SHA-256 of the data file. */
  sha256: z.string(),
});

const manifestName = 'backup.json';
const dataFileName = 'data.mdb';

/** Writes down what the finished copy in `folder` is, so that a later change of it is found. */
export async function writeBackupManifest(folder: string): Promise<void> {
  const { size } = statSync(join(folder, dataFileName));
  const manifest = { format: 1, sizeBytes: size, sha256: await digestOf(folder) };
  const file = await open(join(folder, manifestName), 'w');
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether the folder says of itself that it is a backup. */
export function hasBackupManifest(folder: string): boolean {
  return existsSync(join(folder, manifestName));
}

/**
 * What is wrong with the backup in `folder`, as a line for a person; undefined: nothing. Asked before
 * the database is opened, which maps the file into memory: what is cut off would end the process.
 */
export async function backupProblem(folder: string): Promise<string | undefined> {
  const data = join(folder, dataFileName);
  if (!existsSync(data)) return `There is no backup in ${folder}.`;
  const path = join(folder, manifestName);
  if (!existsSync(path)) {
    return `${folder} has no ${manifestName}, so nothing tells whether it is whole. If it is the folder of a stopped relay, make a backup of it first: holdfast backup ${folder} COPY`;
  }
  const manifest = readManifest(path);
  if (manifest === 'other-format')
    return `${path} is of another version of Holdfast. Restore with the version that wrote it.`;
  if (manifest === undefined) return `${path} cannot be read. Take another copy of the backup.`;
  const { size } = statSync(data);
  if (size !== manifest.sizeBytes)
    return `The backup in ${folder} has ${size} bytes in place of ${manifest.sizeBytes}: it is not whole. Take another copy of it.`;
  if ((await digestOf(folder)) !== manifest.sha256)
    return `The backup in ${folder} is not what was written: its digest differs. Take another copy of it.`;
  return undefined;
}

function readManifest(path: string): z.infer<typeof manifestSchema> | 'other-format' | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const parsed = manifestSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const hasFormat = typeof value === 'object' && value !== null && 'format' in value;
    return hasFormat && value.format !== 1 ? 'other-format' : undefined;
  } catch {
    return undefined;
  }
}

async function digestOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(join(folder, dataFileName))) hash.update(piece);
  return hash.digest('hex');
}
