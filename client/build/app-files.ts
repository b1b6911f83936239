import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod/mini';

/** What a chunk of Vite's build manifest says of itself, as far as it matters here. */
const chunkSchema = z.object({
  file: z.string(),
  isEntry: z._default(z.boolean(), false),
  imports: z._default(z.array(z.string()), []),
  dynamicImports: z._default(z.array(z.string()), []),
  css: z._default(z.array(z.string()), []),
  assets: z._default(z.array(z.string()), []),
});
const manifestSchema = z.record(z.string(), chunkSchema);

export type BuildManifest = z.infer<typeof manifestSchema>;

/** Large, and the app is the same without it: what only these lead to is kept after all the rest. */
const laterModules = ['src/ui/markdown/draw-diagram.ts'];
const page = 'index.html';

/** Adds to each file of the build what the service worker has to know of it; see `kept-app/app-file.ts`. */
export async function describeAppFiles<F extends { readonly url: string }>(
  files: readonly F[],
  outputDir: string,
): Promise<{ manifest: (F & { integrity: string })[]; warnings: string[] }> {
  const text = await readFile(join(outputDir, '.vite', 'manifest.json'), 'utf8');
  const build = manifestSchema.parse(JSON.parse(text));
  const later = laterFiles(build);
  const manifest = files.map(async (file) => {
    const bytes = await readFile(join(outputDir, file.url));
    return {
      ...file,
      integrity: createHash('sha256').update(bytes).digest('base64'),
      ...(later.has(file.url) ? { later: true } : {}),
      ...(build[page]?.file === file.url ? { entry: true } : {}),
    };
  });
  return { manifest: await Promise.all(manifest), warnings: [] };
}

/** Files that nothing but the modules for later leads to. */
export function laterFiles(build: BuildManifest): ReadonlySet<string> {
  const missing = laterModules.filter((module) => build[module] === undefined);
  if (missing.length > 0) throw new Error(`The build has no chunk of ${missing.join(', ')}`);
  const first = reachable(build, [page], new Set(laterModules));
  const later = reachable(build, laterModules, new Set());
  return new Set([...later].filter((file) => !first.has(file)));
}

function reachable(
  build: BuildManifest,
  from: readonly string[],
  stopAt: ReadonlySet<string>,
): ReadonlySet<string> {
  const files = new Set<string>();
  const seen = new Set(stopAt);
  const waiting = [...from];
  for (let module = waiting.pop(); module !== undefined; module = waiting.pop()) {
    const chunk = build[module];
    if (chunk === undefined || seen.has(module)) continue;
    seen.add(module);
    for (const file of [chunk.file, ...chunk.css, ...chunk.assets]) files.add(file);
    waiting.push(...chunk.imports, ...chunk.dynamicImports);
  }
  return files;
}
