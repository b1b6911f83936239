import { IconChecklist, IconShieldLock, IconTarget } from '@tabler/icons-react';
import { accessText } from '../ui/text/access.ts';
import { coverageText } from '../ui/text/coverage.ts';
import { reviewText } from '../ui/text/review.ts';
import type { Command, CommandContext } from './commands.ts';

/** Commands that have no key: only the palette knows them, and they come with its code. */
export function paletteCommands({
  navigate,
}: Pick<CommandContext, 'navigate'>): readonly Command[] {
  return [
    {
      id: 'go-access',
      group: 'go',
      title: accessText.command,
      icon: IconShieldLock,
      keywords: 'people devices roles permissions invite revoke cut off break-glass audit keys',
      run: () => navigate({ page: 'access', part: 'people', search: '' }),
    },
    {
      id: 'go-coverage',
      group: 'go',
      title: coverageText.command,
      icon: IconTarget,
      keywords: 'readiness score matrix proven rto rpo',
      run: () => navigate({ page: 'drill-part', part: 'coverage', item: '', search: '' }),
    },
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
