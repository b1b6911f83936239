import { mapFormats, type MapFormat } from '@holdfast/shared/map-transfer/read-sources';
import { type Command, Option } from 'commander';
import { importMap } from './import-map-command.ts';
import type { ProgramDeps, Run } from './program-deps.ts';
import {
  dryRunOption,
  userName,
  withOptions,
  workspaceDeps,
  type WriterOptions,
} from './workspace-program.ts';

interface ImportMapOptions extends WriterOptions {
  readonly from?: MapFormat;
  readonly removeGone?: boolean;
  readonly as?: string;
}

/** Adds `import map` to the imports. */
export function addImportMapCommand(imports: Command, deps: ProgramDeps, run: Run): void {
  withOptions(imports.command('map').argument('<paths...>', 'files, or folders of them'))
    .description('take components, dependencies, people and teams into the map')
    .addOption(
      new Option('--from <KIND>', 'what the files are (default: guessed for each)').choices(
        mapFormats,
      ),
    )
    .option('--remove-gone', 'delete what an earlier import brought and the files no longer have')
    .option('--as <NAME>', 'who is shown as having changed the map (default: your user name)')
    .addOption(dryRunOption())
    .addHelpText('after', examples)
    .action((paths: readonly string[], options: ImportMapOptions) =>
      run(() =>
        importMap({
          ...workspaceDeps(deps, options),
          paths,
          format: options.from,
          removeGone: options.removeGone === true,
          dryRun: options.dryRun === true,
          by: options.as ?? userName(),
        }),
      ),
    );
}

const examples = `
Examples:
  holdfast import map ./catalog --dry-run
  holdfast import map docker-compose.yml k8s/ --workspace=demo
  terraform show -json > state.json && holdfast import map state.json

Reads Backstage catalogs, service catalogs as GitLab's, CODEOWNERS, Compose files,
Kubernetes manifests, Terraform's state as JSON, CSV, and Holdfast's own YAML
(docs/map-file.md). Imported again, what the files changed is changed; what
people changed in Holdfast stays. Nothing that Terraform marks as sensitive is
read into the map.`;
