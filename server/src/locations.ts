import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod/mini';

/** The folder of this package: two levels up from both `server/src/locations.ts` and `server/dist/main.js`. */
const packageFolder = new URL('..', import.meta.url);

/** The built app, if it was built. */
export const appFolder = fileURLToPath(new URL('../client/dist', packageFolder));

/** The content of the demo workspace. */
export const demoFolder = fileURLToPath(new URL('../demo', packageFolder));

/** As in `package.json`. */
export function readVersion(): string {
  const text = readFileSync(new URL('package.json', packageFolder), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
