import { Section } from '../../ui/section.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { ScopePickers } from '../scope-pickers.tsx';
import { useShownPlan, type PlanFacts } from './plan-context.ts';

const words = drillPlansText.plan;

/** What a plan's drills are about. */
export function ScopePart({ plan: { scope } }: { readonly plan: PlanFacts }) {
  const { members } = useShownPlan();
  return (
    <Section title={words.scope} lead={words.scopeHint}>
      <ScopePickers
        scope={scope}
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
