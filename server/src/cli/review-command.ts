import { performance } from 'node:perf_hooks';
import { localDay } from '@holdfast/shared/model/local-day';
import * as Y from 'yjs';
import { readAcceptances } from '@holdfast/shared/model/map-acceptances';
import { mapDocument, readMap } from '@holdfast/shared/model/map';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { project } from '@holdfast/shared/model/project';
import type { Projection } from '@holdfast/shared/model/projection';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { catalogueRules } from '@holdfast/shared/readiness/catalogue-rules';
import { analyseMap } from '@holdfast/shared/review/analysed-map';
import {
  type ReviewFinding,
  type ReviewLevel,
  reviewLevels,
} from '@holdfast/shared/review/finding';
import { countLevels, isAtLeast, reviewOf, type ReviewState } from '@holdfast/shared/review/review';
import { type ReviewRow, reviewRows } from '@holdfast/shared/review/rows';
import { whoseOf } from '@holdfast/shared/review/whose';
import { actionWords, findingTitle, findingWhy, ruleWords } from '@holdfast/shared/review/words';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { counted, jsonText, type Output } from './output.ts';
import type { Session } from './session.ts';
import { withExistingSession, type WorkspaceCommandDeps } from './workspace-command.ts';

export interface ReviewDeps extends WorkspaceCommandDeps {
  /** Exit code 3 where something is of this level or worse. */
  readonly failOn: ReviewLevel | undefined;
  /** Only what is theirs. */
  readonly team: string | undefined;
  readonly person: string | undefined;
  /** Wall clock, ms since 1970, and the local day that it is asked about. */
  readonly nowMs: number;
  readonly on: string;
  /** How long objectives may take. */
  readonly seconds: number;
}

/** Says what should not stay as it is, worst first. Exit code 3 where something is of the wanted level. */
export async function reviewWorkspace(deps: ReviewDeps): Promise<ExitCode> {
  return withExistingSession(deps, async (session, { workspace }) => {
    const { projections, map, acceptances } = await readAll(session);
    const until = performance.now() + deps.seconds * 1000;
    const analysed = analyseMap(map, projections, deps.on, () => performance.now() > until);
    const state = reviewOf({
      projections,
      map,
      mapFindings: analysed.findings,
      acceptances,
      rules: catalogueRules,
      nowMs: deps.nowMs,
      days: { today: deps.on, dayOf: localDay },
    });
    const wanted = choose(map, state, deps);
    const findings = state.findings.filter(wanted);
    const accepted = state.accepted.filter(wanted);
    const told: Told = {
      workspace,
      on: deps.on,
      map,
      findings,
      accepted,
      unknown: analysed.unknown.map((id) => map.components.get(id)?.name ?? id),
      titleOf: (name) => projections.get(name)?.title ?? name,
    };
    if (deps.json) deps.output.data(jsonText(asJson(told)));
    else tell(told, deps.output);
    if (told.unknown.length > 0)
      deps.output.message(
        `Whether these meet their availability was not worked out in time: ${told.unknown.join(', ')}. --seconds gives more time.`,
      );
    const { failOn } = deps;
    if (failOn === undefined) return exitCodes.ok;
    const failing = findings.filter(({ level }) => isAtLeast(level, failOn)).length;
    if (failing === 0) return exitCodes.ok;
    deps.output.message(
      `${counted(failing, 'finding is', 'findings are')} ${failOn}${failOn === 'critical' ? '' : ' or worse'}.`,
    );
    return exitCodes.problemsFound;
  });
}

async function readAll(session: Session) {
  const projections = new Map<DocumentName, Projection>();
  let mapDoc = new Y.Doc();
  for (const name of session.documents()) {
    const doc = await session.read(name);
    if (doc === undefined) continue;
    projections.set(name, project(name, doc));
    if (name === mapDocument) mapDoc = doc;
    else doc.destroy();
  }
  const map = readMap(mapDoc);
  const acceptances = readAcceptances(mapDoc);
  mapDoc.destroy();
  return { projections, map, acceptances };
}

function choose(
  map: MapValue,
  { findings, accepted }: ReviewState,
  { team, person }: Pick<ReviewDeps, 'team' | 'person'>,
): (finding: ReviewFinding) => boolean {
  const whose = whoseOf(map);
  const all = [...findings, ...accepted];
  const known = (name: string, owned: (finding: ReviewFinding) => boolean, here: boolean): void => {
    if (!here && !all.some(owned))
      throw new CommandError(`Neither the map nor a document knows ${name}.`, exitCodes.usage);
  };
  const isTeams = (one: ReviewFinding): boolean => team === undefined || whose.isOfTeam(one, team);
  const isPersons = (one: ReviewFinding): boolean =>
    person === undefined || whose.isOfPerson(one, person);
  if (team !== undefined) known(`a team ${team}`, isTeams, whose.team(team) !== undefined);
  if (person !== undefined)
    known(`a person ${person}`, isPersons, whose.person(person) !== undefined);
  return (one) => isTeams(one) && isPersons(one);
}

interface Told {
  readonly workspace: string;
  readonly on: string;
  readonly map: MapValue;
  readonly findings: ReviewState['findings'];
  readonly accepted: ReviewState['accepted'];
  /** Names of components whose objective was not looked at. */
  readonly unknown: readonly string[];
  titleOf(document: string): string;
}

/** As documented in `docs/review.md`: fields are added, never changed. */
function asJson(told: Told) {
  const { workspace, on, findings, accepted, unknown } = told;
  return {
    workspace,
    on,
    counts: countLevels(findings),
    findings: findings.map((one) => findingJson(one, told)),
    accepted: accepted.map((one) => ({
      ...findingJson(one, told),
      until: one.acceptance.until,
      reason: one.acceptance.reason,
      acceptedBy: one.acceptance.by,
    })),
    objectivesNotLookedAt: unknown,
  };
}

function findingJson(finding: ReviewFinding, { map, titleOf }: Told) {
  const { id, rule, rules, level, subjects, owners, protects, evidence, action, parts } = finding;
  return {
    id,
    rule,
    rules,
    level,
    title: findingTitle(finding),
    why: findingWhy(finding, localDay),
    subjects,
    owners,
    protects,
    evidence: evidence.map(({ document, title, atMs }) => ({
      document,
      title,
      at: atMs === 0 ? null : new Date(atMs).toISOString(),
    })),
    action: { ...action, words: actionWords(action, map, titleOf) },
    parts,
  };
}

function tell({ findings, accepted, map, titleOf }: Told, output: Output): void {
  for (const level of reviewLevels) {
    const rows = reviewRows(findings.filter((one) => one.level === level));
    if (rows.length === 0) continue;
    output.data(level.toUpperCase());
    for (const row of rows) output.data(rowText(row, map, titleOf));
  }
  const counts = Object.entries(countLevels(findings)).map(([level, count]) => `${count} ${level}`);
  output.data(findings.length === 0 ? 'Nothing found' : counts.join(', '));
  if (accepted.length > 0)
    output.data(
      [
        `${accepted.length} accepted`,
        ...accepted.map(
          (one) =>
            `  ${ruleWords[one.rule]}  ${findingTitle(one)}  until ${one.acceptance.until}: ${one.acceptance.reason}`,
        ),
      ].join('\n'),
    );
}

/** The other rules that one cause breaks. */
function alsoText({ rules, rule }: ReviewFinding): string {
  const others = rules.filter((one) => one !== rule).map((one) => ruleWords[one].toLowerCase());
  return others.length === 0 ? '' : ` Also: ${others.join(', ')}.`;
}

/** More than people read in a line. */
const mostNamed = 8;

function rowText(
  { findings: [first, ...others] }: ReviewRow,
  map: MapValue,
  titleOf: Told['titleOf'],
): string {
  const who = [...first.owners.teams, ...first.owners.people].join(', ') || 'nobody';
  const action = actionWords(first.action, map, titleOf);
  if (others.length === 0)
    return [
      `  ${ruleWords[first.rule]}  ${findingTitle(first)}`,
      `    ${findingWhy(first, localDay)}${alsoText(first)}`,
      `    → ${action} (${who})`,
    ].join('\n');
  const names = [first, ...others].map(({ subjects }) => subjects[0]?.name ?? '');
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [
    `  ${ruleWords[first.rule]}  ${names.length}: ${names.slice(0, mostNamed).join(', ')}${more}`,
    `    → first: ${action} (${who})`,
  ].join('\n');
}
