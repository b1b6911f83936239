import type { MapValue } from '@holdfast/shared/model/map-value';
import type {
  GitKnowledgePlan,
  PlannedKnowledge,
} from '@holdfast/shared/transfer/plan-git-knowledge';
import type { PersonMatch } from '@holdfast/shared/transfer/match-people';
import type { ImportGitDeps } from './import-git-command.ts';
import { counted, jsonText, table } from './output.ts';
import type { SavedOn } from './session.ts';
import type { OwnershipRead } from './truck-factor-command.ts';
import { savedText } from './workspace-command.ts';

interface Imported {
  readonly workspace: string;
  readonly found: OwnershipRead;
  readonly plan: GitKnowledgePlan & { readonly map: MapValue };
  /** Undefined where nothing was written. */
  readonly saved: SavedOn | undefined;
}

/** Says what a repository told the map. */
export function reportGitImport(deps: ImportGitDeps, imported: Imported): void {
  const { output } = deps;
  output.data(deps.json ? jsonText(asJson(deps, imported)) : inWords(deps, imported));
  for (const note of imported.found.notes) output.message(note);
  if (deps.json) return;
  if (imported.saved !== undefined) output.message(savedText(imported.saved));
  else if (!deps.dryRun) output.message('Nothing to write: the map knew all of it already.');
}

function asJson({ dryRun }: ImportGitDeps, { workspace, found, plan, saved }: Imported): unknown {
  const { people } = found.ownership.identities;
  return {
    workspace,
    dryRun,
    savedOnRelays: saved?.relays ?? null,
    repository: plan.repository,
    commit: plan.commit,
    complete: found.read.isWhole,
    source: plan.source,
    components: plan.components.map(({ component, files, writers, knowers }) => ({
      component,
      name: nameOfComponent(plan.map, component),
      files,
      truckFactor: writers.truckFactor,
      recentTruckFactor: knowers.truckFactor,
    })),
    people: people.map(({ name, email }, at) => ({ name, email, ...plan.matches[at] })),
    suggested: plan.suggested,
    passedOver: plan.passedOver,
    knowledge: plan.knowledge.map(({ person, component, level, on, note, step, said }) => ({
      ...{ person, component, level, on, note, result: step },
      ...(said !== undefined && { saidByPeople: said.level }),
    })),
    takenBack: plan.forgotten,
    notes: found.notes,
  };
}

function inWords({ dryRun }: ImportGitDeps, { found, plan }: Imported): string {
  const would = dryRun ? 'would be ' : '';
  const steps = (wanted: PlannedKnowledge['step']): number =>
    plan.knowledge.filter(({ step }) => step === wanted).length;
  const lines = plan.components.flatMap((one) => [
    `${nameOfComponent(plan.map, one.component)}: ${counted(one.files, 'file')}; truck factor by degree of authorship ${one.writers.truckFactor}, by recent knowledge ${one.knowers.truckFactor}`,
    table(
      plan.knowledge
        .filter(({ component }) => component === one.component)
        .map(({ person, level, on, found: { wrote, knows }, step, said }) => [
          `  ${nameOfPerson(plan, person)}`,
          level,
          `author of ${wrote}, knows ${knows} now`,
          `last ${on}`,
          said === undefined ? stepWords[step] : `${stepWords[step]}; people say: ${said.level}`,
        ]),
    ),
  ]);
  lines.push(
    '',
    `${counted(steps('add'), 'entry', 'entries')} of knowledge ${would}added, ${steps('change')} changed, ${steps('keep')} unchanged, ${plan.forgotten.length} taken back; ${counted(plan.suggested.length, 'person', 'people')} ${would}suggested.`,
  );
  if (plan.passedOver > 0) {
    lines.push(
      `${counted(plan.passedOver, 'person', 'people')} who did little and are not in the map ${plan.passedOver === 1 ? 'was' : 'were'} passed over.`,
    );
  }
  const unclear = found.ownership.identities.people.flatMap(({ name, email }, at) => {
    const why = whyNot(plan.matches[at]);
    return why === undefined ? [] : [[`  ${name} <${email}>`, why]];
  });
  if (unclear.length > 0) lines.push(`Left out:\n${table(unclear)}`);
  return lines.join('\n');
}

const stepWords = { add: 'new', change: 'changed', keep: 'as before' } as const;

function whyNot(match: PersonMatch | undefined): string | undefined {
  switch (match?.kind) {
    case 'several':
      return `could be ${match.ids.length} people of the map: add the address to the contacts of one`;
    case 'deleted':
      return 'was deleted from the map';
    case 'bot':
      return 'is a bot';
    case 'unnamed':
      return 'has no name and no address';
    default:
      return undefined;
  }
}

function nameOfComponent(map: MapValue, id: string): string {
  return map.components.get(id)?.name ?? id;
}

function nameOfPerson({ map, suggested }: Imported['plan'], id: string): string {
  return map.people.get(id)?.name ?? suggested.find((one) => one.id === id)?.name ?? id;
}
