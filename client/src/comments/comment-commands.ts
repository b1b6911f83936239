import { IconMessagePlus, IconMessages, IconPencilQuestion } from '@tabler/icons-react';
import type { Command } from '../app/commands.ts';
import { commentsText } from '../ui/text/comments.ts';
import type { CommentKeys } from './current-comments.ts';

/** What keys and palette do about the comments of the runbook on screen. */
export function commentCommands(shown: Omit<CommentKeys, 'commands'>): readonly Command[] {
  return [
    {
      id: 'comment',
      group: 'here',
      title: commentsText.commands.add,
      icon: IconMessagePlus,
      keys: 'm',
      keywords: 'remark note annotate discuss',
      run: () => shown.add('comment'),
    },
    {
      id: 'suggest',
      group: 'here',
      title: commentsText.commands.suggest,
      icon: IconPencilQuestion,
      keywords: 'propose correct mend',
      run: () => shown.add('suggestion'),
    },
    {
      id: 'comments',
      group: 'here',
      title: commentsText.commands.panel,
      icon: IconMessages,
      keys: 'b',
      keywords: 'suggestions discussions threads panel',
      run: () => shown.togglePanel(),
    },
  ];
}
