import { mapNodeOf } from '../analysis/map-node.ts';
import type { ReviewFinding } from './finding.ts';

/**
 * Whether a finding is about a component (id): it is among its subjects, it is down with it, or it is
 * what causes it.
 */
export function isAbout({ subjects, explanation }: ReviewFinding, component: string): boolean {
  if (subjects.some(({ of, id }) => of === 'component' && id === component)) return true;
  if (explanation.kind !== 'map') return false;
  return explanation.findings.some(({ rule, event, evidence, component: about }) => {
    if (about === component) return true;
    const cause = event === undefined ? undefined : mapNodeOf(event);
    if (cause?.of === 'component' && cause.id === component) return true;
    // Of the other rules, the evidence is zones, people or relays.
    const isOfComponents =
      rule === 'spof' ||
      rule === 'hidden-spof' ||
      rule === 'vendor-spof' ||
      rule === 'common-cause';
    return isOfComponents && evidence.includes(component);
  });
}
