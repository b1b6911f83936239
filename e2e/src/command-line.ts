import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const holdfast = join(dirname(fileURLToPath(import.meta.url)), '../../server/dist/main.js');
const run = promisify(execFile);

/**
 * Runs `holdfast …` in `folder` and returns what it wrote to standard output; rejects on another exit
 * code than 0. `trusted`: a file with a certificate that it takes for good.
 */
export async function runHoldfast(
  folder: string,
  args: readonly string[],
  trusted?: string,
): Promise<string> {
  const { stdout } = await run(process.execPath, [holdfast, ...args], {
    cwd: folder,
    ...(trusted !== undefined && { env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted } }),
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}
