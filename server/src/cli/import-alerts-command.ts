import { decodeUtf8 } from 'lib0/string';
import type { KnownRunbook } from '@holdfast/shared/finding/alert-names';
import { linkAlerts } from '@holdfast/shared/model/runbook-alerts';
import { maxFileBytes } from '@holdfast/shared/transfer/file-text';
import { type AlertDecision, planAlertImport } from '@holdfast/shared/transfer/plan-alert-import';
import { type AlertRule, readAlertRules } from '@holdfast/shared/transfer/prometheus-rules';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { type FilesRead, readFiles } from './import-files.ts';
import { counted, jsonText, table } from './output.ts';
import { readRunbooks, type SavedOn, type Session } from './session.ts';
import { savedText, withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ImportAlertsDeps extends WorkspaceCommandDeps {
  /** A folder, or one file. */
  readonly path: string;
  readonly dryRun: boolean;
}

interface FileProblem {
  readonly path: string;
  readonly problem: string;
}

interface RulesFound {
  readonly rules: readonly AlertRule[];
  readonly problems: readonly FileProblem[];
}

/**
 * Links the alerts of Prometheus rule files to the runbooks that their `runbook_url` names. Names of
 * alerts are kept beside the runbooks' texts, so that their files stay as they are. Links are only
 * added; again with the same files it changes nothing.
 */
export async function importAlerts(deps: ImportAlertsDeps): Promise<ExitCode> {
  const { rules, problems } = readRules(readFiles(deps.path), deps.path);
  if (rules.length === 0) {
    for (const { path, problem } of problems) deps.output.message(`${path}: ${problem}`);
    throw new CommandError(
      `There is no alerting rule in ${deps.path}. Name a rule file (.yaml, .yml, .json), or a folder of them.`,
    );
  }
  return withExistingSession(deps, async (session, { workspace }) => {
    const runbooks = await readRunbooks(session);
    const decisions = planAlertImport(rules, runbooks);
    const saved = deps.dryRun ? undefined : await applyDecisions(session, decisions);
    report(deps, { workspace, runbooks, decisions, problems }, saved);
    return exitCodes.ok;
  });
}

function readRules({ files }: FilesRead, path: string): RulesFound {
  const rules: AlertRule[] = [];
  const problems: FileProblem[] = [];
  const candidates = files.filter((file) => /\.(?:ya?ml|json|rules?)$/i.test(file.path));
  // One file that was named is read, whatever it is called.
  const read = candidates.length === 0 && files.length === 1 ? files : candidates;
  for (const file of read) {
    const text = textOf(file.bytes);
    if (typeof text !== 'string') {
      problems.push({ path: file.path, problem: text.problem });
      continue;
    }
    const { alerts, problem } = readAlertRules(text);
    rules.push(...alerts);
    if (problem !== undefined) problems.push({ path: file.path, problem });
  }
  if (read.length === 0) problems.push({ path, problem: 'no rule file (.yaml, .yml, .json)' });
  return { rules, problems };
}

function textOf(bytes: Uint8Array): string | { readonly problem: string } {
  if (bytes.length > maxFileBytes) return { problem: 'larger than 1 MB' };
  try {
    return decodeUtf8(bytes);
  } catch {
    return { problem: 'not valid UTF-8' };
  }
}

async function applyDecisions(
  session: Session,
  decisions: readonly AlertDecision[],
): Promise<SavedOn | undefined> {
  const alertsByDoc = new Map<string, string[]>();
  for (const decision of decisions) {
    if (decision.kind !== 'link') continue;
    const alerts = alertsByDoc.get(decision.doc);
    if (alerts === undefined) alertsByDoc.set(decision.doc, [decision.alert]);
    else alerts.push(decision.alert);
  }
  let isChanged = false;
  for (const [name, alerts] of alertsByDoc) {
    const wrote = await session.change(name, (doc) => linkAlerts(doc, alerts));
    isChanged ||= wrote;
  }
  return isChanged ? session.saved() : undefined;
}

interface Planned {
  readonly workspace: string;
  readonly runbooks: readonly KnownRunbook[];
  readonly decisions: readonly AlertDecision[];
  readonly problems: readonly FileProblem[];
}

function report(
  { json, dryRun, output }: ImportAlertsDeps,
  { workspace, runbooks, decisions, problems }: Planned,
  saved: SavedOn | undefined,
): void {
  const sum = (chosen: readonly AlertDecision[]): number =>
    chosen.reduce((total, { rules }) => total + rules, 0);
  const named = decisions.filter(({ kind }) => kind !== 'no-url');
  const resolved = decisions.filter(({ kind }) => kind === 'link' || kind === 'linked');
  const fresh = decisions.filter(({ kind }) => kind === 'link').length;
  if (json) {
    const counts = { rules: sum(decisions), withUrl: sum(named), resolved: sum(resolved) };
    const alerts = decisions.map(({ kind, ...rest }) => ({ ...rest, result: kind }));
    const savedOnRelays = saved?.relays ?? null;
    output.data(jsonText({ workspace, dryRun, savedOnRelays, ...counts, alerts, problems }));
    return;
  }
  const runbookOf = new Map(runbooks.map((known) => [known.doc, known.runbook]));
  const shown = (doc: string): string => {
    const runbook = runbookOf.get(doc);
    return runbook === undefined ? doc : runbook.sourcePath || `${runbook.title} (${doc})`;
  };
  output.data(
    [
      `${sum(resolved)} of ${counted(sum(named), 'rule')} with a runbook_url resolve`,
      `${counted(fresh, 'alert')} ${dryRun ? 'would be ' : ''}linked`,
      `${resolved.length - fresh} linked already`,
    ].join(', '),
  );
  const rows = (chosen: readonly AlertDecision[], words: (one: AlertDecision) => string): string =>
    table(chosen.map((one) => [`  ${one.alert}`, words(one)]));
  const missing = decisions.filter(({ kind }) => kind === 'not-found' || kind === 'several');
  if (missing.length > 0) output.data(`Not resolved:\n${rows(missing, (one) => why(one, shown))}`);
  const bare = decisions.filter(({ kind }) => kind === 'no-url');
  if (bare.length > 0) {
    output.data(`Without a runbook_url:\n${bare.map(({ alert }) => `  ${alert}`).join('\n')}`);
  }
  for (const { path, problem } of problems) output.message(`${path}: ${problem}`);
  if (saved !== undefined) output.message(savedText(saved));
  else if (!dryRun) output.message('Nothing to write: everything was linked already.');
}

function why(decision: AlertDecision, shown: (doc: string) => string): string {
  if (decision.kind === 'several') {
    return `fits ${decision.docs.length} runbooks: ${decision.docs.map(shown).join(', ')}`;
  }
  if (decision.kind !== 'not-found') return '';
  const [nearest] = decision.nearest;
  const hint = nearest === undefined ? '' : `; nearest: ${shown(nearest)}`;
  return `no runbook here is named ${decision.wanted}${hint}`;
}
