import type { Environment } from '../config.ts';
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';

export interface ProgramDeps {
  /** Without program and script. */
  readonly args: readonly string[];
  readonly env: Environment;
  /** The current folder. */
  readonly folder: string;
  readonly output: Output;
}

/** How a command hands in its work: its exit code becomes the program's. */
export type Run = (work: () => Promise<ExitCode>) => Promise<void>;
