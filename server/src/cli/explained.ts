import type { ReportExplanation } from '@holdfast/shared/analysis/analysis-report';
import type { Explanation } from '@holdfast/shared/analysis/explanation';
import type { Reason } from '@holdfast/shared/analysis/fall';
import {
  type MapExplanation,
  mapExplanation,
  mapPath,
  type Together,
  togetherOf,
} from '@holdfast/shared/analysis/map-explanation';
import type { MapValue } from '@holdfast/shared/model/map-value';

export function mapPathNames(map: MapValue, path: readonly Reason[]): readonly string[] {
  return mapPath(map, path).map(({ name }) => name);
}

/** An explanation by the names of the map. */
export function mapExplained(map: MapValue, explanation: Explanation): ReportExplanation {
  return named(mapExplanation(map, explanation));
}

function named({ steps, together, branches, rest }: MapExplanation): ReportExplanation {
  const path = steps.map(({ name, cannotTakeOver }) =>
    cannotTakeOver === undefined ? name : `${name} (cannot take over)`,
  );
  return {
    path,
    ...(together === undefined ? {} : { together, branches: branches.map(named) }),
    ...(rest === undefined ? {} : { rest }),
  };
}

/** An explanation of a fault tree. Its depth is bounded, see `explanationOf`. */
export function treeExplained(
  { line, branches, rest }: Explanation,
  nameOf: (node: string) => string,
): ReportExplanation {
  const last = line.at(-1);
  const together = last === undefined ? undefined : togetherOf(last);
  return {
    path: line.map(({ node }) => nameOf(node)),
    ...(together === undefined
      ? {}
      : { together, branches: branches.map((branch) => treeExplained(branch, nameOf)) }),
    ...(rest === undefined ? {} : { rest }),
  };
}

function fallWords({ fall, of, mustStand }: Together): string {
  return `${fall} of ${of} fall${mustStand === 1 ? '' : ` and ${mustStand} must stand`}`;
}

/** An explanation as lines, one for each path, those that fall together under what falls with them. */
export function explainedLines(explanation: ReportExplanation, indent: string): readonly string[] {
  const { path, together, branches = [], rest } = explanation;
  const how = together === undefined ? '' : `, as ${fallWords(together)}`;
  const end = rest === undefined ? (branches.length > 0 ? ':' : '') : `, ${restWords[rest]}`;
  return [
    `${indent}${path.join(' → ')}${how}${end}`,
    ...branches.flatMap((branch) => explainedLines(branch, `${indent}  `)),
  ];
}

const restWords = { 'told-above': 'as above', 'left-out': 'which is too much to tell' } as const;
