/**
 * For `isolation.test.ts`: starts a process that would outlive it, `sleep` with the given number of
 * seconds, and tells where its temporary files are in the given file. Ends with exit code 3 at once,
 * or, where a third argument is given, when its standard input ends.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [seconds, report, waits] = process.argv.slice(2);
spawn('sleep', [seconds], { stdio: 'ignore' });
writeFileSync(report, await mkdtemp(join(tmpdir(), 'left-')));
if (waits === undefined) process.exit(3);
process.stdin.once('end', () => process.exit(3)).resume();
