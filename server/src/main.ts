import { createOutput } from './cli/output.ts';
import { runProgram } from './cli/program.ts';

process.exitCode = await runProgram({
  args: process.argv.slice(2),
  env: process.env,
  folder: process.cwd(),
  output: createOutput(),
});
