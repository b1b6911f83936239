import { IconChecklist } from '@tabler/icons-react';
import { reviewText } from '../ui/text/review.ts';
import type { Command, CommandContext } from './commands.ts';

/** Commands that have no key: only the palette knows them, and they come with its code. */
export function paletteCommands({
  navigate,
}: Pick<CommandContext, 'navigate'>): readonly Command[] {
  return [
    {
      id: 'go-review-report',
      group: 'go',
      title: reviewText.report.command,
      icon: IconChecklist,
      keywords: 'print paper leadership findings',
      run: () => navigate({ page: 'review-report', search: '' }),
    },
  ];
}
