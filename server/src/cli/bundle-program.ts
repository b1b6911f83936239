import type { Command } from 'commander';
import { makeBundle, verifyBundleFile } from './bundle-command.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { takeHandoverFile } from './handover-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import {
  dryRunOption,
  userName,
  withOptions,
  workspaceDeps,
  type WriterOptions,
} from './workspace-program.ts';

interface BundleOptions extends WriterOptions {
  readonly out?: string;
  readonly verify?: string;
  readonly force?: boolean;
}

/** `bundle` and `handover`: a workspace, or changes of it, as a file. */
export function addBundleCommands(program: Command, deps: ProgramDeps, run: Run): void {
  withOptions(program.command('bundle'))
    .description('write all runbooks as one HTML file that needs no network and no Holdfast')
    .option('--out <FILE>', 'where to; in a folder that is there, under a name with the time')
    .option('--force', 'replace a file that is no bundle of this workspace')
    .option('--verify <FILE>', 'check a bundle against its digest; exit code 3: it was changed')
    .addOption(dryRunOption())
    .addHelpText('after', bundleExamples)
    .action((options: BundleOptions) =>
      run(async () => {
        const { out, verify } = options;
        if ((out === undefined) === (verify === undefined))
          throw new CommandError(
            'Say where to write with --out FILE, or which bundle to check with --verify FILE.',
            exitCodes.usage,
          );
        if (verify !== undefined)
          return verifyBundleFile({
            file: verify,
            json: options.json === true,
            output: deps.output,
          });
        return makeBundle({
          ...workspaceDeps(deps, options),
          out: out ?? '',
          dryRun: options.dryRun === true,
          force: options.force === true,
          by: userName(),
        });
      }),
    );
  withOptions(
    program.command('handover').argument('<file>', 'a .holdfast file, or text; - reads the text'),
  )
    .description('take in changes that were handed over as a file or as text')
    .addOption(dryRunOption())
    .addHelpText('after', handoverExamples)
    .action((file: string, options: WriterOptions) =>
      run(() =>
        takeHandoverFile({
          ...workspaceDeps(deps, options),
          file,
          dryRun: options.dryRun === true,
        }),
      ),
    );
}

const bundleExamples = `
Examples:
  holdfast bundle --relay=http://127.0.0.1:4100 --workspace=demo --out=demo.html
  holdfast bundle --verify=demo.html

A bundle of the same workspace is replaced by the newer one, whole or not at all.`;

const handoverExamples = `
Examples:
  holdfast handover demo-changes-2026-11-27.holdfast --relay=http://127.0.0.1:4100
  pbpaste | holdfast handover -

Without --workspace, the workspace that the file names is meant. Taking it in twice changes nothing.`;
