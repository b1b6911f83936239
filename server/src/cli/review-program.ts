import { type ReviewLevel, reviewLevels } from '@holdfast/shared/review/finding';
import { type Command, Option } from 'commander';
import { CommandError, exitCodes } from './exit-codes.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { localDay } from '@holdfast/shared/model/local-day';
import { reviewWorkspace } from './review-command.ts';
import { withOptions, workspaceDeps, type WorkspaceOptions } from './workspace-program.ts';

interface ReviewOptions extends WorkspaceOptions {
  readonly failOn?: ReviewLevel;
  readonly team?: string;
  readonly person?: string;
  readonly on?: string;
  readonly seconds: number;
}

/** `review`: what should not stay as it is. */
export function addReviewCommand(program: Command, deps: ProgramDeps, run: Run): void {
  withOptions(program.command('review'))
    .description('list what should not stay as it is, worst first, each with what clears it')
    .addOption(
      new Option(
        '--fail-on <LEVEL>',
        'exit code 3 when something is of this level or worse',
      ).choices(reviewLevels),
    )
    .option('--team <NAME>', 'only what this team or somebody of it looks after')
    .option('--person <NAME>', 'only what this person, or a team of theirs, looks after')
    .option('--on <DAY>', 'as it will be on a local day, such as 2026-12-24 (default: today)')
    .option('--seconds <N>', 'time for objectives of availability at most', seconds, 20)
    .addHelpText('after', examples)
    .action((options: ReviewOptions) =>
      run(() => {
        const { on, failOn, team, person } = options;
        const nowMs = on === undefined ? Date.now() : noonOf(on);
        return reviewWorkspace({
          ...workspaceDeps(deps, options),
          failOn,
          team,
          person,
          nowMs,
          on: localDay(nowMs),
          seconds: options.seconds,
        });
      }),
    );
}

/** Local. */
function noonOf(day: string): number {
  const noonMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T12:00:00`) : Number.NaN;
  if (Number.isNaN(noonMs) || localDay(noonMs) !== day)
    throw new CommandError('--on must be a day such as 2026-12-24.', exitCodes.usage);
  return noonMs;
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= 0 && value <= 86_400) return value;
  throw new CommandError('--seconds must be a whole number from 0 to 86400.', exitCodes.usage);
}

const examples = `
Examples:
  holdfast review
  holdfast review --team Platform --fail-on high
  holdfast review --workspace acme --json --fail-on critical
  holdfast review --on 2026-12-24`;
