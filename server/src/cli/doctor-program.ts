import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Environment } from '../config.ts';
import { listenSchema } from '../config-values.ts';
import { examineDeployment } from './doctor-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { withOptions, workspaceDeps, type WorkspaceOptions } from './workspace-program.ts';

interface DoctorOptions extends WorkspaceOptions {
  readonly keys?: string;
  readonly signInKey?: string;
  readonly bundleDir?: string;
  readonly backups?: string;
}

const usualBundleHours = 24;

/** Adds `doctor`. */
export function addDoctorCommand(program: Command, deps: ProgramDeps, run: Run): void {
  const { env, folder } = deps;
  withOptions(program.command('doctor'))
    .description('examine a deployment: what is weak, and what to do')
    .option('--keys <DIR>', 'folder of keys of a relay on this machine (HOLDFAST_KEYS)')
    .option(
      '--sign-in-key <FILE>',
      'what a relay on this machine signs with for those who sign in (HOLDFAST_SIGN_IN_KEY)',
    )
    .option('--bundle-dir <DIR>', 'where emergency bundles are kept (HOLDFAST_BUNDLE_DIR)')
    .option('--backups <DIR>', 'where backups are kept')
    .addHelpText('after', examples)
    .action((options: DoctorOptions) =>
      run(() =>
        examineDeployment({
          ...workspaceDeps(deps, options),
          keys: below(folder, options.keys ?? env['HOLDFAST_KEYS']),
          signInKeys: (options.signInKey ?? env['HOLDFAST_SIGN_IN_KEY'] ?? '')
            .split(',')
            .flatMap((file) => below(folder, file.trim()) ?? []),
          bundles: below(folder, options.bundleDir ?? env['HOLDFAST_BUNDLE_DIR']),
          backups: below(folder, options.backups),
          bundleEveryHours: Number(env['HOLDFAST_BUNDLE_EVERY']) || usualBundleHours,
          listening: {
            host: listenSchema.safeParse(env['HOLDFAST_LISTEN']).data?.host,
            hasKeys: isSet(env, 'HOLDFAST_KEYS'),
            hasTls: isSet(env, 'HOLDFAST_TLS_CERT'),
            isBehindProxy: isSet(env, 'HOLDFAST_BEHIND_PROXY'),
            isNamed: isSet(env, 'HOLDFAST_PUBLIC_URL') || isSet(env, 'HOLDFAST_ALSO_KNOWN_AS'),
          },
          nowMs: Date.now(),
        }),
      ),
    );
}

function below(folder: string, named: string | undefined): string | undefined {
  return named === undefined || named === '' ? undefined : resolve(folder, named);
}

function isSet(env: Environment, name: string): boolean {
  return !['', 'no', 'off', 'false', '0'].includes(env[name] ?? '');
}

const examples = `
Examples:
  holdfast doctor --relay https://one.example --relay https://two.example --credentials DIR
  holdfast doctor --keys /etc/holdfast/keys --bundle-dir /srv/bundles --backups /srv/backups --json

Looks at the relays that are named and at those that they and the workspace name.
On a relay's own machine, started with its environment, it looks at its settings,
too. Exit code 3: something is weak.`;
