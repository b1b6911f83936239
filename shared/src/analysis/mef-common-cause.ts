import type { BasicEvent, Gate } from './fault-model.ts';
import type { Definition } from './mef-definitions.ts';
import { contentOf } from './mef-expression.ts';
import type { XmlElement } from './xml-tree.ts';

export type CommonCauseResult =
  | {
      readonly ok: true;
      readonly events: readonly BasicEvent[];
      /** In place of the members. */
      readonly gates: readonly Gate[];
      readonly note: string;
    }
  | { readonly ok: false; readonly problem: string };

/** What a group of common causes stands for, by the β-factor model; other models are refused. */
export function commonCauseGates(
  { element }: Definition,
  valueOf: (element: XmlElement) => number | undefined,
): CommonCauseResult {
  const name = element.attributes['name'] ?? '';
  const model = element.attributes['model'] ?? '';
  const refuse = (problem: string): CommonCauseResult => ({ ok: false, problem });
  if (model !== 'beta-factor')
    return refuse(`Common-cause group ${name} uses the model ${model}. Only beta-factor is known.`);
  const members = part(element, 'members').map(({ attributes }) => attributes['name'] ?? '');
  const [distribution] = part(element, 'distribution');
  const factors = element.children.flatMap((child) =>
    child.name === 'factors' ? child.children : [child],
  );
  const [factor] = factors.filter((child) => child.name === 'factor').flatMap(contentOf);
  const q = distribution === undefined ? undefined : valueOf(distribution);
  const beta = factor === undefined ? undefined : valueOf(factor);
  if (members.length < 2 || q === undefined || beta === undefined || !(beta >= 0 && beta <= 1))
    return refuse(
      `Common-cause group ${name} needs two members or more, a distribution and a factor from 0 to 1.`,
    );
  return {
    ok: true,
    ...betaFactor(members, q, beta, `[${members.join(' ')}]`),
    note: `Common-cause group ${name}: β = ${beta}.`,
  };
}

function part(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name).flatMap(contentOf);
}

function betaFactor(
  members: readonly string[],
  q: number,
  beta: number,
  together: string,
): { readonly events: readonly BasicEvent[]; readonly gates: readonly Gate[] } {
  const alone = (member: string): string => `[${member}]`;
  return {
    events: [
      { id: together, unavailability: beta * q },
      ...members.map((member) => ({ id: alone(member), unavailability: (1 - beta) * q })),
    ],
    gates: members.map((member) => ({
      id: member,
      kind: 'or',
      inputs: [alone(member), together],
    })),
  };
}
