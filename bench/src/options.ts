import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod/mini';
import { scenarioNames, type ScenarioName, type Size } from './scenarios/scenario.ts';
import { serverNames, type ServerName } from './servers/catalogue.ts';

export const usage = `Usage: npm run bench -- [options]

  --scenario NAMES  comma-separated, of: ${scenarioNames.join(', ')}  (default: all)
  --servers NAMES   comma-separated, of: ${serverNames.join(', ')}  (default: all)
  --rounds N        measurements of each server, taken in turns  (default: 3, quick 1)
  --minutes N       stop after this time whatever is left  (default: 20)
  --profile DIR     write a CPU profile of every server process there (slower)
  --quick           small sizes: does it run, not how fast
  --help            this text
`;

export interface Options {
  readonly scenarios: readonly ScenarioName[];
  readonly servers: readonly ServerName[];
  readonly rounds: number;
  readonly minutes: number;
  readonly size: Size;
  /** Absolute folder for CPU profiles. */
  readonly profileFolder: string | undefined;
  readonly help: boolean;
}

export type ParsedOptions =
  | { readonly ok: true; readonly options: Options }
  | { readonly ok: false; readonly problem: string };

const valuesSchema = z.object({
  scenario: z.array(z.enum(scenarioNames)),
  servers: z.array(z.enum(serverNames)),
  rounds: z.number().check(z.int(), z.minimum(1), z.maximum(20)),
  minutes: z.number().check(z.positive(), z.maximum(120)),
});

/** Reads the command line (without `node` and the script); an unknown name is a problem, not a guess. */
export function parseOptions(args: readonly string[]): ParsedOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', default: scenarioNames.join(',') },
        servers: { type: 'string', default: serverNames.join(',') },
        rounds: { type: 'string' },
        minutes: { type: 'string', default: '20' },
        profile: { type: 'string' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const parsed = valuesSchema.safeParse({
      scenario: values.scenario.split(','),
      servers: values.servers.split(','),
      rounds: Number(values.rounds ?? (values.quick ? 1 : 3)),
      minutes: Number(values.minutes),
    });
    if (!parsed.success) return { ok: false, problem: z.prettifyError(parsed.error) };
    const { scenario, servers, rounds, minutes } = parsed.data;
    const size = values.quick ? 'quick' : 'full';
    return {
      ok: true,
      options: {
        scenarios: scenario,
        servers,
        rounds,
        minutes,
        size,
        profileFolder: values.profile === undefined ? undefined : resolve(values.profile),
        help: values.help,
      },
    };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}
