import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { ScopePickers, type ScopePart as ScopeKind } from '../scope-pickers.tsx';
import { useShownPlan, type PlanFacts } from './plan-context.ts';

const words = drillPlansText.plan;

/** What a plan's drills are about. */
export function ScopePart(props: {
  readonly plan: PlanFacts;
  /** As of `ScopePickers`. */
  readonly onUnsettled: (part: ScopeKind, problem: string | undefined) => void;
}) {
  const { scope } = props.plan;
  const { members } = useShownPlan();
  return (
    <Section title={words.scope} lead={words.scopeHint}>
      <ScopePickers
        scope={scope}
        onUnsettled={props.onUnsettled}
        onChange={(part, next) => {
          const chosen = scope[part];
          members({
            scope: {
              add: { [part]: next.filter((id) => !chosen.includes(id)) },
              remove: { [part]: chosen.filter((id) => !next.includes(id)) },
            },
          });
        }}
      />
    </Section>
  );
}
