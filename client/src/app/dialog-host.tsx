import { dialogOperation } from '../access/dialog-operation.ts';
import { NotAllowedDialog } from '../access/not-allowed-dialog.tsx';
import { useMay } from '../access/use-may.ts';
import { useRunbookActions } from '../runbooks/use-runbook-actions.tsx';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { useDialogs } from './dialogs.tsx';
import { lazyScreen } from './lazy-screen.tsx';

const NewRunbookDialog = lazyScreen(
  async () => (await import('../runbooks/new-runbook-dialog.tsx')).NewRunbookDialog,
  () => null,
);
const TitleDialog = lazyScreen(
  async () => (await import('../runbooks/title-dialog.tsx')).TitleDialog,
  () => null,
);
const HelpDialog = lazyScreen(
  async () => (await import('./help-dialog.tsx')).HelpDialog,
  () => null,
);
const DeclareDialog = lazyScreen(
  async () => (await import('../incidents/declare-dialog.tsx')).DeclareDialog,
  () => null,
);
const StartDrillDialog = lazyScreen(
  async () => (await import('../drills/start-drill-dialog.tsx')).StartDrillDialog,
  () => null,
);
const TemplatesDialog = lazyScreen(
  async () => (await import('../incidents/templates-dialog.tsx')).TemplatesDialog,
  () => null,
);
const IncidentDialogs = lazyScreen(
  async () => (await import('../incidents/incident-dialogs.tsx')).IncidentDialogs,
  () => null,
);
const MapDialogs = lazyScreen(
  async () => (await import('../map/edit/map-dialogs.tsx')).MapDialogs,
  () => null,
);
const RunDialogs = lazyScreen(
  async () => (await import('../runs/run-dialogs.tsx')).RunDialogs,
  () => null,
);

/** It needs the model of a runbook, which the list can do without. */
const ReviewDialog = lazyScreen(
  async () => (await import('../trust/review-dialog.tsx')).ReviewDialog,
  () => null,
);
const WhoMaySeeDialog = lazyScreen(
  async () => (await import('../access/documents/who-may-see-dialog.tsx')).WhoMaySeeDialog,
  () => null,
);
const HandOverDialog = lazyScreen(
  async () => (await import('../sync/hand-over-dialog.tsx')).HandOverDialog,
  () => null,
);

/** Fetches the code of the dialogs that are wanted most, before they are. */
export function preloadDialogs(): Promise<unknown> {
  return Promise.all([NewRunbookDialog.preload(), TitleDialog.preload(), HelpDialog.preload()]);
}

/** Shows the dialog that is open, if any. */
export function DialogHost() {
  const { current, close } = useDialogs();
  const actions = useRunbookActions();
  const may = useMay(...dialogOperation(current));
  if (current === undefined) return null;
  if (!may.ok) return <NotAllowedDialog why={may.why} onClose={close} />;
  switch (current.kind) {
    case 'not-allowed':
      return <NotAllowedDialog why={current.why} onClose={close} />;
    case 'start-run':
    case 'step-words':
    case 'end-run':
    case 'run-values':
      return <RunDialogs dialog={current} onClose={close} />;
    case 'declare':
      return <DeclareDialog from={current.from} onClose={close} />;
    case 'start-drill':
      return <StartDrillDialog onClose={close} />;
    case 'incident-templates':
      return <TemplatesDialog onClose={close} />;
    case 'incident-rename':
    case 'incident-update':
    case 'incident-merge':
    case 'incident-run':
    case 'incident-correct':
    case 'incident-time':
    case 'incident-give':
      return <IncidentDialogs dialog={current} onClose={close} />;
    case 'map-component':
    case 'map-needs':
    case 'map-group':
    case 'map-places':
    case 'map-domains':
      return <MapDialogs dialog={current} onClose={close} />;
    case 'help':
      return <HelpDialog onClose={close} />;
    case 'review':
      return <ReviewDialog name={current.name} title={current.title} onClose={close} />;
    case 'who-may-see':
      return <WhoMaySeeDialog name={current.name} title={current.title} onClose={close} />;
    case 'take-hand-over':
      return <HandOverDialog onClose={close} />;
    case 'create':
      return (
        <NewRunbookDialog
          pattern={current.pattern}
          title={current.title}
          onCreate={(title, template) => actions.create(title, template, current.components)}
          onClose={close}
        />
      );
    case 'rename':
      return (
        <TitleDialog
          heading={runbooksLateText.renameDialog.title}
          field={runbooksLateText.renameDialog.field}
          submit={runbooksLateText.renameDialog.submit}
          initial={current.title}
          onSubmit={(title) => actions.rename(current.name, title)}
          onClose={close}
        />
      );
  }
}
