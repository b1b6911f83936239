import {
  IconChecklist,
  IconDeviceDesktop,
  IconLock,
  IconMoon,
  IconShieldLock,
  IconSun,
  IconTarget,
} from '@tabler/icons-react';
import { accessText } from '../ui/text/access.ts';
import { coverageText } from '../ui/text/coverage.ts';
import { lockText } from '../ui/text/lock.ts';
import { reviewText } from '../ui/text/review.ts';
import { commandText } from '../ui/text/shell.ts';
import type { Command, CommandContext } from './commands.ts';

/** Commands that have no key: only the palette knows them, and they come with its code. */
export function paletteCommands({
  navigate,
  setColorScheme,
  lockNow,
}: Pick<CommandContext, 'navigate'> & {
  setColorScheme(scheme: 'light' | 'dark' | 'auto'): void;
  /** Undefined where this copy has no lock. */
  readonly lockNow: (() => void) | undefined;
}): readonly Command[] {
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
    ...(lockNow === undefined
      ? []
      : [
          {
            id: 'lock-now',
            group: 'do',
            title: lockText.settings.lockNow,
            icon: IconLock,
            keywords: 'close cover passphrase passkey encrypt leave',
            run: lockNow,
          } as const,
        ]),
    {
      id: 'light',
      group: 'do',
      title: commandText.light,
      icon: IconSun,
      run: () => setColorScheme('light'),
    },
    {
      id: 'dark',
      group: 'do',
      title: commandText.dark,
      icon: IconMoon,
      keywords: 'night',
      run: () => setColorScheme('dark'),
    },
    {
      id: 'system',
      group: 'do',
      title: commandText.system,
      icon: IconDeviceDesktop,
      run: () => setColorScheme('auto'),
    },
  ];
}
