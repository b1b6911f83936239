import { IconFileUpload, IconLifebuoy } from '@tabler/icons-react';
import { handOverCommandText } from '../ui/text/shell.ts';
import type { Command, CommandContext } from './commands.ts';

/** What keeps a workspace usable with every relay gone. */
export function handOverCommands({
  saveBundle,
  dialogs,
}: Pick<CommandContext, 'saveBundle' | 'dialogs'>): readonly Command[] {
  return [
    {
      id: 'save-bundle',
      group: 'do',
      title: handOverCommandText.saveBundle,
      icon: IconLifebuoy,
      keywords: 'html export offline backup download all runbooks file',
      run: saveBundle,
    },
    {
      id: 'take-hand-over',
      group: 'do',
      title: handOverCommandText.takeHandOver,
      icon: IconFileUpload,
      keywords: 'hand over handover open holdfast file paste text merge import',
      run: () => dialogs.show({ kind: 'take-hand-over' }),
    },
  ];
}
