import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { keysFolder, secondsOf } from './access-options.ts';
import { credentialsHelp, neededCredentials } from './credentials-option.ts';
import { createKeys, deviceKey, listKeys, rotateKeys, trustKey } from './keys-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { chooseRelays } from './relay-choice.ts';
import { collected } from './relay-program.ts';
import { createSignInKey } from './sign-in-key-command.ts';

interface KeysOptions {
  readonly dir?: string;
  readonly workspace?: string;
  readonly label?: string;
  readonly json?: boolean;
  readonly overlap?: string;
  readonly for?: string;
  readonly highestRole?: string;
  readonly longestLife?: string;
  readonly relay?: readonly string[];
  readonly keys?: string;
  readonly credentials?: string;
}

/** Adds `keys create`, `rotate`, `list`, `trust` and `device`. */
export function addKeysCommands(program: Command, deps: ProgramDeps, run: Run): void {
  const { env, folder, output } = deps;
  const choice = ({ relay, workspace }: KeysOptions) =>
    chooseRelays({ relays: relay ?? [], workspace, env, folder });
  const shared = ({ dir, json }: KeysOptions) => ({
    folder: keysFolder(folder, dir),
    json: json === true,
    output,
  });
  const made = (options: KeysOptions) => ({
    ...shared(options),
    workspace: choice(options).workspace,
    label: options.label ?? '',
    nowMs: Date.now(),
  });

  const keys = program.command('keys').description('keys that let people and machines in');
  withFolder(keys.command('create'))
    .description('make the key of a workspace, which signs who may come in')
    .option('--workspace <NAME>', workspaceHelp)
    .option('--label <TEXT>', 'what it is for, for people')
    .addOption(
      new Option(
        '--for <USE>',
        'sign-in: a key for relays where people sign in with a provider; it may sign no more than the next two say',
      ).choices(['sign-in']),
    )
    .option('--highest-role <ROLE>', 'with --for sign-in', 'editor')
    .option('--longest-life <TIME>', 'with --for sign-in', '7d')
    .addHelpText('after', createExamples)
    .action((options: KeysOptions) =>
      run(() => {
        if (options.for === undefined) return createKeys(made(options));
        const { highestRole = '', longestLife = '' } = options;
        return createSignInKey({
          ...made(options),
          // Apart from the keys that may sign anything, which never leave their folder.
          folder: resolve(folder, options.dir ?? '.holdfast/sign-in-key'),
          highestRole,
          longestLifeS: secondsOf(longestLife, '--longest-life'),
        });
      }),
    );
  withFolder(keys.command('rotate'))
    .description('make a new key; the old one is trusted beside it for some time')
    .option('--workspace <NAME>', workspaceHelp)
    .option('--label <TEXT>', 'what it is for, for people')
    .option('--overlap <TIME>', 'how long the old one is good for yet', '30d')
    .option('--relay <URL>', 'a relay to name in what is to be done; may be repeated', collected)
    .action((options: KeysOptions) =>
      run(() =>
        rotateKeys({
          ...made(options),
          overlapSeconds: secondsOf(options.overlap ?? '30d', '--overlap'),
          relays: choice(options).relays,
        }),
      ),
    );
  withFolder(keys.command('list'))
    .description('list the keys in a folder; fails where something is wrong with one')
    .action((options: KeysOptions) =>
      run(() => Promise.resolve(listKeys({ ...shared(options), nowMs: Date.now() }))),
    );
  keys
    .command('trust')
    .argument('<file>', 'the public half of a key: a file that ends in .pub.json')
    .description('let a relay take tokens that this key signed')
    .requiredOption('--keys <DIR>', 'the folder of keys of that relay')
    .option('--json', 'machine-readable output')
    .action((file: string, options: KeysOptions) =>
      run(() =>
        Promise.resolve(
          trustKey({
            file: resolve(folder, file),
            into: resolve(folder, options.keys ?? ''),
            json: options.json === true,
            output,
          }),
        ),
      ),
    );
  keys
    .command('device')
    .description('make the key of this command line or machine, and say its thumbprint')
    .option('--credentials <DIR>', credentialsHelp)
    .option('--label <TEXT>', 'what admins see it called (default: the name of this machine)')
    .option('--json', 'machine-readable output')
    .action(({ credentials, label, json }: KeysOptions) =>
      run(() =>
        deviceKey({
          credentials: neededCredentials(deps, credentials),
          label: label ?? hostname(),
          json: json === true,
          output,
        }),
      ),
    );
}

const workspaceHelp =
  'workspace (HOLDFAST_WORKSPACE; default: that of the last use here, else demo)';
function withFolder(command: Command): Command {
  return command
    .option('--dir <DIR>', 'folder of the keys of a workspace (default: .holdfast/keys)')
    .option('--json', 'machine-readable output');
}

const createExamples = `
Examples:
  holdfast keys create --workspace acme --dir /secure/acme-keys
  holdfast keys trust /secure/acme-keys/….pub.json --keys /etc/holdfast/keys
  holdfast keys create --workspace acme --for sign-in --highest-role editor --longest-life 72h

Relays need the public half alone. Whoever has the secret half can let anybody in:
it belongs on the machine of an admin, and once more where it cannot be lost.`;
