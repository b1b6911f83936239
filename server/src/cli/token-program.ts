import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { RevokedThing } from '@holdfast/shared/access/workspace-access';
import { documentsOf, keysFolder, roleOf, secondsOf } from './access-options.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { invite } from './invite-command.ts';
import { credentialsFolder, credentialsHelp, neededCredentials } from './credentials-option.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { chooseRelays } from './relay-choice.ts';
import { collected } from './relay-program.ts';
import { inspectToken, revokeAccess, useToken } from './token-command.ts';
import { issueForDevice } from './token-issue-command.ts';
import {
  userName,
  withOptions,
  workspaceDeps,
  type WorkspaceOptions,
} from './workspace-program.ts';

interface LetInOptions extends WorkspaceOptions {
  readonly role: string;
  readonly name: string;
  readonly person?: string;
  readonly document?: readonly string[];
  readonly dir?: string;
  readonly life?: string;
}

interface IssueOptions extends LetInOptions {
  readonly device?: string;
  readonly into?: string;
}

interface InviteOptions extends LetInOptions {
  readonly acceptWithin?: string;
  readonly breakGlass?: boolean;
  readonly sheet?: string;
  readonly qr: boolean;
}

interface RevokeOptions extends WorkspaceOptions {
  readonly token?: string;
  readonly device?: string;
  readonly person?: string;
  readonly reason?: string;
  readonly wipe?: boolean;
  readonly undo?: boolean;
}

/** Adds `token issue`, `inspect`, `use` and `revoke`, and `invite`. */
export function addTokenCommands(program: Command, deps: ProgramDeps, run: Run): void {
  const { env, folder, output } = deps;
  const letIn = ({ role, name, person, document, workspace, relay, dir, json }: LetInOptions) => ({
    role: roleOf(role),
    name: namedAs(name),
    person,
    docs: documentsOf(document),
    ...chooseRelays({ relays: relay ?? [], workspace, env, folder }),
    keys: keysFolder(folder, dir),
    nowMs: Date.now(),
    json: json === true,
    output,
  });

  const tokens = program
    .command('token')
    .description('who may come in: tokens, bound to one device each');
  withPerson(tokens.command('issue'))
    .description('let a device or a machine in whose key is known')
    .option('--device <THUMBPRINT>', 'its key, as holdfast keys device says it there')
    .option('--into <DIR>', 'put it into credentials on this machine, made if need be')
    .option('--life <TIME>', 'how long it is good for', '365d')
    .option('--workspace <NAME>', 'workspace (default: that of the last use here, else demo)')
    .option('--json', 'machine-readable output')
    .addHelpText('after', issueExamples)
    .action((options: IssueOptions) =>
      run(() =>
        issueForDevice({
          ...letIn(options),
          device: options.device,
          into: options.into === undefined ? undefined : resolve(folder, options.into),
          label: hostname(),
          seconds: secondsOf(options.life ?? '365d', '--life'),
        }),
      ),
    );
  tokens
    .command('inspect')
    .argument(
      '<token>',
      'a token, the link of an invitation, a file with one, or - for standard input',
    )
    .description('say what it allows, and whether it is good')
    .option('--keys <DIR>', 'folder of public keys to check it with (default: .holdfast/keys)')
    .option('--json', 'machine-readable output')
    .action((given: string, { keys, json }: { readonly keys?: string; readonly json?: boolean }) =>
      run(() =>
        inspectToken({
          given,
          keys: keysFolder(folder, keys),
          folder,
          json: json === true,
          output,
          nowMs: Date.now(),
        }),
      ),
    );
  tokens
    .command('use')
    .argument(
      '<token>',
      'a token, the link of an invitation, a file with one, or - for standard input',
    )
    .description('keep a token, or accept an invitation, for commands on this machine')
    .option('--credentials <DIR>', credentialsHelp)
    .option(
      '--label <TEXT>',
      'what admins see this device called (default: the name of this machine)',
    )
    .option('--who <NAME>', 'who you are; needed for break-glass access, and for nothing else')
    .option('--json', 'machine-readable output')
    .action(
      (
        given: string,
        {
          credentials,
          label,
          who,
          json,
        }: WorkspaceOptions & { readonly label?: string; readonly who?: string },
      ) =>
        run(() =>
          useToken({
            given,
            credentials: neededCredentials(deps, credentials),
            label: label ?? hostname(),
            who,
            folder,
            json: json === true,
            output,
          }),
        ),
    );
  withOptions(tokens.command('revoke'))
    .description('cut off a token, a device or a person, on every relay')
    .addOption(new Option('--token <ID>', 'one token').conflicts(['device', 'person']))
    .addOption(new Option('--device <THUMBPRINT>', 'everything of one device').conflicts('person'))
    .option('--person <ID>', 'everything that a person has by now, on all devices')
    .option('--reason <TEXT>', 'why, for people', '')
    .option('--wipe', 'order the device to delete its copy, too')
    .option('--undo', 'let them in again')
    .addHelpText('after', revokeExamples)
    .action((options: RevokeOptions) =>
      run(() =>
        revokeAccess({
          ...workspaceDeps(deps, options),
          thing: revokedThing(options),
          by: userName(),
          reason: options.reason ?? '',
          wipe: options.wipe === true,
          undo: options.undo === true,
          nowMs: Date.now(),
        }),
      ),
    );
  withOptions(withPerson(program.command('invite')))
    .description('make the link, and the QR code, that lets a person in')
    .option('--accept-within <TIME>', 'in which it can be opened (default: 7d; break-glass: 365d)')
    .option('--life <TIME>', 'how long it is good for afterwards (default: 365d; break-glass: 4h)')
    .option('--break-glass', 'access for an emergency, to be printed and sealed')
    .option('--sheet <FILE>', 'write a page to print (HTML) instead of the link')
    .option('--no-qr', 'no QR code')
    .addHelpText('after', inviteExamples)
    .action((options: InviteOptions) => {
      const isBreakGlass = options.breakGlass === true;
      return run(() =>
        invite({
          ...letIn(options),
          credentials:
            options.dir === undefined ? credentialsFolder(deps, options.credentials) : undefined,
          acceptSeconds: secondsOf(
            options.acceptWithin ?? (isBreakGlass ? '365d' : '7d'),
            '--accept-within',
          ),
          lifeSeconds: secondsOf(options.life ?? (isBreakGlass ? '4h' : '365d'), '--life'),
          isBreakGlass,
          sheet: options.sheet,
          showsPicture: options.qr,
          env,
          folder,
        }),
      );
    });
}

function withPerson(command: Command): Command {
  return command
    .requiredOption(
      '--role <ROLE>',
      'viewer, responder, editor, admin; of machines peer, webhook, export',
    )
    .requiredOption('--name <NAME>', 'what others see them called')
    .option(
      '--person <ID>',
      'who it is, the same on all their devices (default: made from the name)',
    )
    .addOption(
      new Option('--document <NAME>', 'only this document; may be repeated').argParser(collected),
    )
    .option('--dir <DIR>', 'folder of the keys of the workspace (default: .holdfast/keys)');
}

function namedAs(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= 200 && !/[\p{Cc}\u2028\u2029]/u.test(trimmed))
    return trimmed;
  throw new CommandError('--name is a line of 1 to 200 characters.', exitCodes.usage);
}

function revokedThing({ token, device, person }: RevokeOptions): RevokedThing {
  if (token !== undefined) return { token };
  if (device !== undefined) return { device };
  if (person !== undefined) return { person };
  throw new CommandError(
    'Say what is cut off: --token ID, --device THUMBPRINT or --person ID.',
    exitCodes.usage,
  );
}

const issueExamples = `
Examples:
  holdfast token issue --role admin --name "Ada Lovelace" --into ~/.holdfast/ada
  holdfast token issue --role peer --name relay-b --device THUMBPRINT

A token is no secret: it is of use only to the device that has the key. People
who use a browser are let in with holdfast invite.`;

const revokeExamples = `
Examples:
  holdfast token revoke --person bob --reason "left the company"
  holdfast token revoke --device THUMBPRINT --wipe --reason "phone was lost" --credentials DIR

Comes as an admin: give --credentials DIR, or HOLDFAST_CREDENTIALS.`;

const inviteExamples = `
Examples:
  holdfast invite --role editor --name "Bob" --relay https://a.example --relay https://b.example
  holdfast invite --break-glass --life 4h --role admin --name "Night shift" --sheet sealed.html

Signs with the key of the workspace in --dir, or as an admin with --credentials.`;
