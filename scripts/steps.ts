import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findOrInstallBrowser } from './find-browser.ts';
import { installedCommand, repositoryRoot, workspaces } from './repository.ts';
import { runCommand } from './run-command.ts';
import { readPlaywrightTotals, readVitestTotals, type Totals } from './test-report.ts';

export interface StepContext {
  /** An empty folder for reports, removed at the end. */
  readonly reportDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface StepResult {
  readonly exitCode: number;
  /** Present where the step counts tests. */
  readonly totals?: Totals | undefined;
}

export interface Step {
  readonly name: string;
  /** Part of `npm run verify`. */
  readonly quick: boolean;
  readonly run: (context: StepContext) => Promise<StepResult>;
}

/** Enough to meet every kind of fault many times, few enough for a minute or two on two cores. */
const simulationSeeds = 300;

/** As few as meet every kind of fault; the same ones each time, though never at the same moment of the program. */
const chaosOptions = ['--minutes', '2', '--seed', '2026'];

/** Everything `npm test` does, in order. */
export const steps: readonly Step[] = [
  { name: 'types', quick: true, run: checkTypes },
  command('lint', true, 'oxlint', ['--deny-warnings', '--report-unused-disable-directives']),
  command('format', true, 'oxfmt', ['--check', '.']),
  { name: 'boundaries', quick: true, run: checkBoundaries },
  command('unused', true, 'knip', ['--no-config-hints']),
  script('lock', true, 'check-lock.ts'),
  script('spec', true, 'check-spec.ts'),
  { name: 'unit', quick: true, run: runUnitTests },
  { name: 'simulation', quick: false, run: runSimulation },
  { name: 'mutants', quick: false, run: runMutants },
  script('build', false, 'build.ts', ['--if-changed']),
  script('entry', false, 'check-entry.ts'),
  { name: 'browser', quick: false, run: runBrowserTests },
  { name: 'chaos', quick: false, run: runChaos },
];

function command(name: string, quick: boolean, program: string, args: readonly string[]): Step {
  return {
    name,
    quick,
    run: async () => ({ exitCode: await runCommand(installedCommand(program), args) }),
  };
}

function script(name: string, quick: boolean, file: string, args: readonly string[] = []): Step {
  const path = join(repositoryRoot, 'scripts', file);
  return {
    name,
    quick,
    run: async () => ({
      exitCode: await runCommand(process.execPath, ['--import', 'tsx', path, ...args]),
    }),
  };
}

/** Checks all workspaces even when one fails, so that one run shows every error. */
async function checkTypes(): Promise<StepResult> {
  let exitCode = 0;
  for (const project of ['.', ...workspaces]) {
    const code = await runCommand(installedCommand('tsc'), ['-p', project]);
    if (code !== 0) console.error(`Types are wrong in ${project}`);
    exitCode ||= code;
  }
  return { exitCode };
}

async function checkBoundaries(): Promise<StepResult> {
  const folders = [...workspaces, 'scripts'].filter((folder) =>
    existsSync(join(repositoryRoot, folder)),
  );
  const exitCode = await runCommand(installedCommand('depcruise'), [
    '--config',
    '.dependency-cruiser.cjs',
    ...folders,
  ]);
  return { exitCode };
}

async function runUnitTests(context: StepContext): Promise<StepResult> {
  const report = join(context.reportDir, 'unit.json');
  const exitCode = await runCommand(installedCommand('vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return { exitCode, totals: await readVitestTotals(report) };
}

async function runSimulation(): Promise<StepResult> {
  const args = ['run', 'sim', '--workspace', 'sim', '--', '--seeds', String(simulationSeeds)];
  return { exitCode: await runCommand('npm', args) };
}

async function runMutants(): Promise<StepResult> {
  return { exitCode: await runCommand('npm', ['run', 'mutants', '--workspace', 'sim']) };
}

async function runBrowserTests(context: StepContext): Promise<StepResult> {
  const browser = await browserEnvironment(context);
  if (browser === undefined) return { exitCode: 1 };
  const report = join(context.reportDir, 'browser.json');
  const exitCode = await runCommand(
    installedCommand('playwright'),
    ['test', '--reporter=list,json'],
    {
      cwd: join(repositoryRoot, 'e2e'),
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, ...browser },
    },
  );
  return { exitCode, totals: await readPlaywrightTotals(report) };
}

/** Counts as one test. */
async function runChaos(context: StepContext): Promise<StepResult> {
  const browser = await browserEnvironment(context);
  if (browser === undefined) return { exitCode: 1 };
  const program = ['--import', 'tsx', join('src', 'chaos', 'main.ts')];
  const exitCode = await runCommand(process.execPath, [...program, ...chaosOptions], {
    cwd: join(repositoryRoot, 'e2e'),
    env: browser,
  });
  const passed = exitCode === 0 ? 1 : 0;
  return { exitCode, totals: { passed, failed: 1 - passed } };
}

/** What tells Playwright which browser to use; undefined, with advice printed, where there is none. */
async function browserEnvironment(
  context: StepContext,
): Promise<Readonly<Record<string, string>> | undefined> {
  const browser = await findOrInstallBrowser(context.env['CHROMIUM_PATH']);
  if (browser.kind === 'missing') {
    console.error(browser.advice);
    return undefined;
  }
  return browser.kind === 'installed' ? { CHROMIUM_PATH: browser.path } : {};
}
