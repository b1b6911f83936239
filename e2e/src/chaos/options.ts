import { parseArgs } from 'node:util';
import { z } from 'zod/mini';

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  readonly people: number;
}

export type ParsedOptions =
  | { readonly ok: true; readonly options: ChaosOptions | 'help' }
  | { readonly ok: false; readonly problem: string };

export const usage = `Usage: npm run chaos -- [--minutes N] [--seed N] [--people N]

Three relay processes and real browsers under faults, while people type. Compares what
people were told with what the disks hold.

  --minutes N   how long faults strike (default 2, at least 1)
  --seed N      which faults (default: another one each time)
  --people N    browsers, one person each (default 3, at most 8)`;

const number = (minimum: number, maximum: number) =>
  z.coerce.number().check(z.gte(minimum), z.lte(maximum));

const optionsSchema = z.object({
  minutes: z._default(number(1, 24 * 60), 2),
  seed: z.optional(number(0, 2 ** 32 - 1).check(z.int())),
  people: z._default(number(2, 8).check(z.int()), 3),
});

/** Reads the command line; `newSeed` where none is given. */
export function parseOptions(args: readonly string[], newSeed: () => number): ParsedOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string' },
        seed: { type: 'string' },
        people: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help === true) return { ok: true, options: 'help' };
    const parsed = optionsSchema.safeParse(values);
    if (!parsed.success) return { ok: false, problem: z.prettifyError(parsed.error) };
    return { ok: true, options: { ...parsed.data, seed: parsed.data.seed ?? newSeed() } };
  } catch (problem) {
    return { ok: false, problem: problem instanceof Error ? problem.message : String(problem) };
  }
}
