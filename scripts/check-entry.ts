/** How much has to come before the app is on screen: the entry script and its imports, as gzip. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { z } from 'zod/mini';
import { entryFiles } from './entry-size.ts';
import { repositoryRoot } from './repository.ts';

const most = 200_000;

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    isEntry: z.optional(z.boolean()),
    imports: z.optional(z.array(z.string())),
  }),
);

const built = join(repositoryRoot, 'client', 'dist');
const text = await readFile(join(built, '.vite', 'manifest.json'), 'utf8');
const files = entryFiles(manifestSchema.parse(JSON.parse(text)));
const sizes = await Promise.all(
  files.map(async (file) => ({
    file,
    bytes: (await promisify(gzip)(await readFile(join(built, file)))).length,
  })),
);
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(`The entry script and its ${files.length - 1} imports: ${kilobytes(total)} as gzip`);
if (total > most) {
  console.error(`More than ${kilobytes(most)}. The largest:`);
  for (const { file, bytes } of sizes.toSorted((a, b) => b.bytes - a.bytes).slice(0, 20)) {
    console.error(`  ${kilobytes(bytes).padStart(9)}  ${file}`);
  }
  process.exitCode = 1;
}
