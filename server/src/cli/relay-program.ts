import { type Command, Option } from 'commander';
import { envName, type RawFlags, type RawValue, settingInfo, settingNames } from '../config.ts';
import { healthcheck } from './healthcheck-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { relayCommand } from './relay-command.ts';

/** `relay` and `healthcheck`. */
export function addRelayCommands(program: Command, { env, output }: ProgramDeps, run: Run): void {
  const command = program
    .command('relay')
    .description('run a relay')
    .option('--print-config', 'show the settings in effect and stop')
    .addHelpText('after', examples);
  for (const name of settingNames) command.addOption(optionOf(name));
  command.action((options: Record<string, RawValue | undefined>) =>
    run(() => {
      const flags: RawFlags = Object.fromEntries(
        settingNames.map((name) => [name, options[camelCase(settingInfo(name).flag)]]),
      );
      return relayCommand({ flags, printConfig: options['printConfig'] === true, env, output });
    }),
  );
  program
    .command('healthcheck')
    .description('ask the relay on this machine whether it is ready')
    .option('--relay <URL>', 'another one (default: where HOLDFAST_LISTEN says)')
    .action(({ relay }: { relay?: string }) => run(() => healthcheck({ relay, env, output })));
}

function optionOf(name: (typeof settingNames)[number]): Option {
  const { flag, placeholder, many, help, fallback } = settingInfo(name);
  const shownDefault = fallback === undefined || fallback === '' ? '' : `, default ${fallback}`;
  const value =
    placeholder === undefined
      ? '[on|off]'
      : many === true
        ? `<${placeholder}...>`
        : `<${placeholder}>`;
  return new Option(`--${flag} ${value}`, `${help} (${envName(name)}${shownDefault})`);
}

/** For a flag that may be given more than once. */
export function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** The name under which commander keeps the value of a flag. */
function camelCase(flag: string): string {
  return flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const examples = `
Examples:
  holdfast relay
  holdfast relay --listen=127.0.0.1:4101 --data=/var/lib/holdfast --peer=ws://127.0.0.1:4100
  HOLDFAST_LOG_LEVEL=debug holdfast relay

Every setting can also be given in the environment, under the name in brackets.`;
