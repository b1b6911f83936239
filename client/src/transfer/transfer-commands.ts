import { IconFileExport, IconFileImport, IconPrinter } from '@tabler/icons-react';
import type { Command, CommandContext } from '../app/commands.ts';
import { noFilter } from '../app/routes.ts';
import { commandText } from '../ui/text/shell.ts';

/** What can be done with all runbooks, from anywhere. */
export function transferCommands({
  navigate,
  exportAll,
}: Pick<CommandContext, 'navigate' | 'exportAll'>): readonly Command[] {
  return [
    {
      id: 'import',
      group: 'do',
      title: commandText.importRunbooks,
      icon: IconFileImport,
      keywords: 'folder zip markdown git bring upload',
      run: () => navigate({ page: 'import' }),
    },
    {
      id: 'export-all',
      group: 'do',
      title: commandText.exportAll,
      icon: IconFileExport,
      keywords: 'zip markdown download save backup',
      run: exportAll,
    },
    {
      id: 'print-all',
      group: 'do',
      title: commandText.printAll,
      icon: IconPrinter,
      keywords: 'paper pdf',
      run: () => navigate({ page: 'print', filter: noFilter }),
    },
  ];
}
