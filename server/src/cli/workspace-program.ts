import { userInfo } from 'node:os';
import type { ConflictChoice } from '@holdfast/shared/transfer/plan-import';
import { type Command, Option } from 'commander';
import { demoFolder } from '../locations.ts';
import { exportRunbooks, type ExportDeps } from './export-command.ts';
import { exportIncident, type IncidentFormat } from './export-incident-command.ts';
import { exportMap, type MapExportFormat, mapExportFormats } from './export-map-command.ts';
import { credentialsFolder, credentialsHelp } from './credentials-option.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { findRunbooks } from './find-command.ts';
import { importAlerts } from './import-alerts-command.ts';
import { importRunbooks } from './import-command.ts';
import { importDemo } from './import-demo-command.ts';
import { importPostmortems } from './import-postmortems-command.ts';
import { listDocuments } from './list-command.ts';
import { listMapItems, showMapItem } from './map-items-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import { collected } from './relay-program.ts';
import { showDocument } from './show-command.ts';
import { showStatus } from './status-command.ts';
import type { WorkspaceCommandDeps } from './workspace-command.ts';

export interface WorkspaceOptions {
  readonly relay?: readonly string[];
  readonly workspace?: string;
  readonly json?: boolean;
  readonly credentials?: string;
}

export interface WriterOptions extends WorkspaceOptions {
  readonly dryRun?: boolean;
}

interface ExportOptions extends WriterOptions {
  readonly out: string;
  readonly format?: IncidentFormat | MapExportFormat;
}

interface ImportOptions extends WriterOptions {
  readonly as?: string;
  readonly root?: string;
  readonly ours?: boolean;
  readonly theirs?: boolean;
  readonly both?: boolean;
}

/** Commands that work on a workspace through its relays. Returns `import`, for more kinds of it. */
export function addWorkspaceCommands(program: Command, deps: ProgramDeps, run: Run): Command {
  const shared = (options: WorkspaceOptions): WorkspaceCommandDeps => workspaceDeps(deps, options);
  const imports = program.command('import').description('bring documents in');
  withOptions(
    imports
      .command('runbooks')
      .argument('<path>', 'a folder of Markdown files, a zip archive of them, or one file'),
  )
    .description('import Markdown files as runbooks; again later, only what changed')
    .addOption(dryRunOption())
    .option('--as <NAME>', 'who is shown as having changed them (default: your user name)')
    .option(
      '--root <NAME>',
      'what paths begin with (default: the folder’s name; for a zip nothing)',
    )
    .addOption(conflictOption('--ours', 'where both changed: keep what is in Holdfast', 'ours'))
    .addOption(conflictOption('--theirs', 'where both changed: take the file', 'theirs'))
    .addOption(
      conflictOption('--both', 'where both changed: make the file a second runbook', 'both'),
    )
    .addHelpText('after', importExamples)
    .action((path: string, options: ImportOptions) =>
      run(() =>
        importRunbooks({
          ...shared(options),
          path,
          root: options.root,
          onConflict: conflictChoice(options),
          dryRun: options.dryRun === true,
          by: options.as ?? userName(),
        }),
      ),
    );
  withOptions(
    imports
      .command('alerts')
      .argument('<path>', 'a file or folder of Prometheus rules: YAML, JSON, PrometheusRule'),
  )
    .description('link alerts to the runbooks that their runbook_url names')
    .addOption(dryRunOption())
    .addHelpText('after', alertExamples)
    .action((path: string, options: WriterOptions) =>
      run(() => importAlerts({ ...shared(options), path, dryRun: options.dryRun === true })),
    );
  withOptions(
    imports
      .command('postmortems')
      .argument(
        '<path>',
        'a folder of Markdown files with front matter, a zip archive, or one file',
      ),
  )
    .description('import post-mortems as closed incidents; what is there already stays as it is')
    .addOption(dryRunOption())
    .option('--as <NAME>', 'who is shown as having put them in (default: your user name)')
    .addHelpText('after', postmortemExamples)
    .action((path: string, options: ImportOptions) =>
      run(() =>
        importPostmortems({
          ...shared(options),
          path,
          dryRun: options.dryRun === true,
          by: options.as ?? userName(),
        }),
      ),
    );
  withOptions(imports.command('demo'))
    .description('fill a workspace with the demo; what is there already stays as it is')
    .addOption(dryRunOption())
    .action((options: WriterOptions) =>
      run(() => importDemo({ ...shared(options), demoFolder, dryRun: options.dryRun === true })),
    );
  withOptions(
    program
      .command('export')
      .argument('[what]', 'in place of all runbooks: map, or one incident, incident:01j0…'),
  )
    .description(
      'write all runbooks into a folder or a zip archive, or the map or one incident into a file',
    )
    .requiredOption(
      '--out <PATH>',
      'where to: a folder, or a file that ends in .zip; for the map or an incident a file, or - for standard output',
    )
    .addOption(
      new Option(
        '--format <FORMAT>',
        'of an incident: markdown (default) or json (default where --out ends in .json); of the map: yaml (default), backstage, mef (Open-PSA fault trees) or mermaid',
      ).choices([...incidentFormats, ...mapExportFormats]),
    )
    .addOption(dryRunOption())
    .action((what: string | undefined, options: ExportOptions) => {
      const chosen = { ...shared(options), out: options.out, dryRun: options.dryRun === true };
      return run(() => exportChosen(chosen, what, options.format));
    });
  withOptions(
    program
      .command('list')
      .argument(
        '<kind>',
        'runbooks, incidents, drills, plans, components, people, workspace or documents (all)',
      ),
  )
    .description('list documents')
    .option('--archived', 'also archived ones')
    .action((kind: string, options: WorkspaceOptions & { archived?: boolean }) =>
      run(() =>
        kind === 'components' || kind === 'people'
          ? listMapItems({ ...shared(options), kind })
          : listDocuments({ ...shared(options), kind, archived: options.archived === true }),
      ),
    );
  withOptions(program.command('find').argument('<words...>', 'words, an alert, part of a command'))
    .description('find runbooks as the app does; the one for an alert comes first')
    .option('--limit <COUNT>', 'show at most so many', '10')
    .action((words: readonly string[], options: WorkspaceOptions & { limit: string }) =>
      run(() => findRunbooks({ ...shared(options), words, limit: countOf(options.limit) })),
    );
  withOptions(
    program
      .command('show')
      .argument(
        '<document>',
        'as list shows it, runbook:01j0…; component:NAME or person:NAME of the map',
      ),
  )
    .description('show one document, or one component or person of the map')
    .option('--body', 'its text alone, byte for byte')
    .action((document: string, options: WorkspaceOptions & { body?: boolean }) =>
      run(() => {
        const [, kind, wanted] = /^(component|person):(.+)$/su.exec(document) ?? [];
        return kind !== undefined && wanted !== undefined
          ? showMapItem({
              ...shared(options),
              kind: kind === 'person' ? 'person' : 'component',
              wanted,
            })
          : showDocument({ ...shared(options), document, body: options.body === true });
      }),
    );
  withOptions(program.command('status'))
    .description('ask relays how they are')
    .action((options: WorkspaceOptions) => run(() => showStatus(shared(options))));
  return imports;
}

const incidentFormats = ['markdown', 'json'] as const;

async function exportChosen(
  deps: ExportDeps,
  what: string | undefined,
  format: ExportOptions['format'],
): Promise<ExitCode> {
  if (what === 'map') {
    const chosen = mapExportFormats.find((one) => one === (format ?? 'yaml'));
    if (chosen !== undefined) return exportMap({ ...deps, format: chosen });
    throw new CommandError(
      `The map is written as ${mapExportFormats.join(', ')}, not as ${format ?? ''}.`,
      exitCodes.usage,
    );
  }
  if (what !== undefined) {
    const usual = /\.json$/iu.test(deps.out) ? 'json' : 'markdown';
    const chosen = incidentFormats.find((one) => one === (format ?? usual));
    if (chosen !== undefined) return exportIncident({ ...deps, incident: what, format: chosen });
    throw new CommandError(
      `An incident is written as ${incidentFormats.join(' or ')}, not as ${format ?? ''}.`,
      exitCodes.usage,
    );
  }
  if (format === undefined) return exportRunbooks(deps);
  throw new CommandError(
    '--format is for the map or one incident: name it, as list incidents shows it.',
    exitCodes.usage,
  );
}

/** What every command on a workspace is given, from its flags. */
export function workspaceDeps(
  { env, folder, output }: ProgramDeps,
  { relay, workspace, json, credentials }: WorkspaceOptions,
): WorkspaceCommandDeps {
  return {
    relays: relay ?? [],
    workspace,
    json: json === true,
    env,
    folder,
    output,
    credentials: credentialsFolder({ env, folder }, credentials),
  };
}

/** The flags of every command on a workspace. */
export function withOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--relay <URL>',
        'relay to use; may be repeated (default: those of the last use here, else the demo’s)',
      ).argParser(collected),
    )
    .option(
      '--workspace <NAME>',
      'workspace (HOLDFAST_WORKSPACE; default: that of the last use here, else demo)',
    )
    .option('--credentials <DIR>', credentialsHelp)
    .option('--json', 'machine-readable output');
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new CommandError(`--limit is a number of runbooks, not "${text}".`, exitCodes.usage);
}

export function dryRunOption(): Option {
  return new Option('--dry-run', 'only say what would be done');
}

function conflictOption(flag: string, description: string, choice: ConflictChoice): Option {
  const others = (['ours', 'theirs', 'both'] as const).filter((one) => one !== choice);
  return new Option(flag, description).conflicts([...others]);
}

function conflictChoice({ ours, theirs, both }: ImportOptions): ConflictChoice | undefined {
  if (ours === true) return 'ours';
  if (theirs === true) return 'theirs';
  return both === true ? 'both' : undefined;
}

/** A user without an entry in the system's list of users has no name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'command line';
  }
}

const importExamples = `
Examples:
  holdfast import runbooks ./runbooks --dry-run
  holdfast import runbooks ./runbooks --relay=http://127.0.0.1:4100 --workspace=demo

A file keeps its bytes: export writes it as it was. Imported again, a file that
changed is merged with what was edited in Holdfast meanwhile. Where both changed
the same lines nothing is written, nor where the text is approved and locked, and
the exit code is 4. What a text was is kept among its versions.`;

const alertExamples = `
Examples:
  holdfast import alerts ./manifests --dry-run
  holdfast import alerts rules.yaml --relay=http://127.0.0.1:4100 --workspace=demo

A runbook's text stays as it is. In rules, a runbook_url such as
  https://<relay>/r/{{ $labels.alertname }}
opens the runbook for its alert.`;

const postmortemExamples = `
Examples:
  holdfast import postmortems ./postmortems --dry-run
  holdfast import postmortems ./postmortems --relay=http://127.0.0.1:4100 --workspace=demo

A file begins with a front matter in YAML. It may say uuid (else url, else the
path tells one from another), title, severity, start_time, end_time,
source_published_at, company, product, categories, keywords, summary, url and
archive_url; nothing of it is needed. The text becomes the post-mortem. Times
that no file tells stay unknown.`;
