/** Fails when a rule of a SPEC.md has no test, or a test cites a rule that does not exist. */
import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { listFiles } from './list-files.ts';
import { repositoryRoot, workspaces } from './repository.ts';
import { findSpecProblems, type SourceFile } from './spec-coverage.ts';

const folders = await Promise.all(workspaces.map((name) => listFiles(join(repositoryRoot, name))));
const paths = folders.flat();
const specifications = await readAll(paths.filter((path) => basename(path) === 'SPEC.md'));
const tests = await readAll(
  paths.filter((path) => /(?:\.(?:test|spec)\.tsx?|-conformance\.ts)$/.test(path)),
);

const problems =
  specifications.length === 0
    ? ['There is no SPEC.md in any workspace']
    : findSpecProblems(specifications, tests);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`Every rule of ${specifications.length} specification(s) has a test`);

function readAll(files: readonly string[]): Promise<SourceFile[]> {
  return Promise.all(
    files.map(async (path) => ({
      path: relative(repositoryRoot, path),
      text: await readFile(path, 'utf8'),
    })),
  );
}
