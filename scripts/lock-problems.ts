import { z } from 'zod/mini';

const versionsSchema = z.optional(z.record(z.string(), z.string()));
const manifestSchema = z.object({
  dependencies: versionsSchema,
  devDependencies: versionsSchema,
  optionalDependencies: versionsSchema,
});
const lockSchema = z.object({
  packages: z.record(z.string(), manifestSchema),
});

/** Two copies of these in one process break each other's `instanceof` checks, and edits are lost without an error. */
export const singlePackages = ['yjs', 'lib0', 'y-protocols'];

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

/**
 * Says in lines for a person where a lock file does not fit the manifests (`npm ci` would refuse
 * it) or installs a package twice that must exist once.
 *
 * @param manifests parsed package.json files by folder, the root's under the empty string.
 */
export function findLockProblems(
  lockFile: unknown,
  manifests: ReadonlyMap<string, unknown>,
): readonly string[] {
  const { packages } = lockSchema.parse(lockFile);
  const problems: string[] = [];
  for (const [folder, parsed] of manifests) {
    const manifest = manifestSchema.parse(parsed);
    const locked = packages[folder];
    for (const section of sections) {
      if (sameVersions(manifest[section], locked?.[section])) continue;
      const where = folder === '' ? 'package.json' : `${folder}/package.json`;
      problems.push(`${where}: ${section} differ from package-lock.json. Run npm install`);
    }
  }
  for (const name of singlePackages) {
    const copies = Object.keys(packages).filter((path) => path.endsWith(`node_modules/${name}`));
    if (copies.length === 1) continue;
    problems.push(`${name} must be installed once; the lock file has: ${copies.join(', ')}`);
  }
  return problems;
}

type Versions = Readonly<Record<string, string>> | undefined;

function sameVersions(wanted: Versions = {}, locked: Versions = {}): boolean {
  const names = Object.keys(wanted);
  return (
    names.length === Object.keys(locked).length &&
    names.every((name) => wanted[name] === locked[name])
  );
}
