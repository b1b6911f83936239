import { isReal } from '../readiness/evidence.ts';
import { levelOf, type ReviewFinding } from './finding.ts';
import type { RuleContext } from './rule-context.ts';
import { firstOwners } from './stakes.ts';

type IncidentContext = Pick<RuleContext, 'stakes' | 'scopes' | 'incidents' | 'nowMs'>;

/** What is longer ago teaches the map nothing. */
const longestAgoMs = 365 * 86_400_000;

/**
 * `unmapped-incident`: a real incident of the last year names no component, or none that the map
 * has, or one that it does not have.
 */
export function incidentFindings(context: IncidentContext): readonly ReviewFinding[] {
  const { stakes, scopes, incidents, nowMs } = context;
  return [...incidents].flatMap(([name, incident]): readonly ReviewFinding[] => {
    if (!isReal(incident) || nowMs - incident.declaredAtMs > longestAgoMs) return [];
    const unknown = incident.components.filter((one) => scopes.ofNames([one]).length === 0);
    if (incident.components.length > 0 && unknown.length === 0) return [];
    const known = scopes.ofNames(incident.components);
    const { severity, severityStated } = incident;
    const least = !severityStated || severity > 2 ? 1 : severity === 1 ? 3 : 2;
    const protects = stakes.protectsOf(known, 0, least);
    const id = `unmapped-incident ${name}`;
    return [
      {
        id,
        rule: 'unmapped-incident',
        rules: ['unmapped-incident'],
        level: levelOf(['unmapped-incident'], protects.importance),
        subjects: [
          { of: 'incident', id: name, name: incident.title },
          ...known.map((one) => stakes.component(one)),
        ],
        owners: firstOwners(
          stakes.ownersNamed(incident.commanders),
          stakes.ownersOf(known),
          stakes.ownersNamed([incident.declaredBy]),
        ),
        protects,
        explanation: { kind: 'unmapped', unknown },
        evidence: [{ document: name, title: incident.title, atMs: incident.declaredAtMs }],
        action: { screen: 'incident', incident: name, field: 'components' },
        parts: [id],
      },
    ];
  });
}
