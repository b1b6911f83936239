import { IconFileOff } from '@tabler/icons-react';
import { isPlanEmpty } from '@holdfast/shared/model/plan-document';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { useHub, useProjections } from '../../app/hub-context.tsx';
import { OtherWorkspaces } from '../../app/other-workspaces.tsx';
import { drillPartPath, routeToPath } from '../../app/routes.ts';
import { useDocument } from '../../documents/use-document.ts';
import { useYSelector } from '../../documents/use-y-selector.ts';
import type { OpenDocument } from '../../hub/client-api.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { drillPlansText } from '../../ui/text/drill-plans.ts';
import { shellText } from '../../ui/text/shell.ts';
import { createShownPlan, PlanProvider, type ShownPlan } from './plan-context.ts';
import { PlanPage } from './plan-page.tsx';

const words = drillPlansText.plan;
const Opening = () => <p role="status">{drillPlansText.opening}</p>;

/** One plan of drills. */
export function PlanRoute(props: { readonly name: DocumentName }) {
  const state = useDocument(props.name);
  switch (state.kind) {
    case 'opening':
      return <Opening />;
    case 'failed':
      return (
        <MessagePage whole title={words.failedTitle}>
          <p>{words.failed}</p>
          <Link href={routeToPath({ page: 'sync' })}>{shellText.sync}</Link>
        </MessagePage>
      );
    case 'ready':
      return <OpenPlan open={state.open} />;
  }
}

function OpenPlan({ open }: { readonly open: OpenDocument }) {
  const hub = useHub();
  const projections = useProjections();
  const isEmpty = useYSelector(open.doc, isPlanEmpty);
  const [shown, setShown] = useState<ShownPlan>();
  useEffect(() => {
    const made = createShownPlan(open, hub);
    // It listens to the document: nothing that could be made while drawing.
    // oxlint-disable-next-line react/set-state-in-effect
    setShown(made);
    return () => {
      setShown(undefined);
      made.close();
    };
  }, [open, hub]);
  if (isEmpty && projections?.has(open.name) !== true) {
    return (
      <MessagePage whole title={words.missingTitle} icon={<IconFileOff size={30} stroke={1.5} />}>
        <p>{words.missing}</p>
        <OtherWorkspaces />
        <Link href={drillPartPath('plans')}>{words.toPlans}</Link>
      </MessagePage>
    );
  }
  if (shown === undefined) return <Opening />;
  return (
    <PlanProvider value={shown}>
      <PlanPage />
    </PlanProvider>
  );
}
