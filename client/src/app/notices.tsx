import { Notifications } from '@mantine/notifications';
import { IncidentNotifier } from '../incidents/notify/incident-notifier.tsx';
import { CommandGate } from '../access/command-gate.tsx';
import { ReloadForPerson } from '../access/reload-for-person.tsx';
import { LeaveForWipe } from '../access/device/leave-for-wipe.tsx';
import { MoveTexts } from '../lock/move-texts.tsx';
import { TellUse } from '../lock/tell-use.tsx';
import { HandOverDrop } from './hand-over-drop.tsx';
import { EntrySigner } from '../signing/entry-signer.tsx';
import { NoteWorkspace } from '../workspaces/note-workspace.tsx';

/**
 * What is said in passing, at the bottom; what was said before this was drawn, too. And to those who
 * look elsewhere. What has to go on in every tab and is not seen comes with it.
 */
export function Notices() {
  return (
    <>
      <Notifications position="bottom-right" limit={3} />
      <IncidentNotifier />
      <EntrySigner />
      <LeaveForWipe />
      <CommandGate />
      <ReloadForPerson />
      <TellUse />
      <MoveTexts />
      <HandOverDrop />
      <NoteWorkspace />
    </>
  );
}
