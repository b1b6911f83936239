import { startCommand, type StartOptions } from './options.ts';
import type { RelayProcess } from './relay-process.ts';
import { shellCommand } from './shell-command.ts';

/** What a person reads once everything runs. */
export function welcome(relays: readonly RelayProcess[], options: StartOptions): string {
  const rows = relays.map(
    ({ spec, pid }) => `  ${spec.title}   ${spec.url}/   pid ${pid ?? 'unknown'}`,
  );
  const [first, second] = relays;
  const experiments =
    first === undefined || second === undefined
      ? []
      : [
          `  Edit the same runbook at ${first.spec.url}/ and, in another browser, at ${second.spec.url}/.`,
          '  Stop one relay. The page goes on; so does every other:',
          ...relays.map(({ spec, pid }) => `    Stop ${spec.title}: kill ${pid ?? ''}`),
          '  Stop all three and keep typing: the page says what is on this device only.',
        ];
  return [
    'Holdfast runs on three relays, each of which has everything. Open any of them:',
    '',
    ...rows,
    '',
    'Try this:',
    ...experiments,
    '',
    `Data and logs are in ${options.dataDir}. Start over: ${startCommand({ ...options, fresh: true })}`,
    'Ctrl-C stops all relays.',
  ].join('\n');
}

/** One line about a relay that ended while the others run. */
export function endedNotice({ spec, pid }: RelayProcess, how: string): string {
  return `${spec.title} (pid ${pid ?? 'unknown'}) ended: ${how}. Start it again in another terminal: ${shellCommand(spec.command)}`;
}
