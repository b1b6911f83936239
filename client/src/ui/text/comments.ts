import { openWords } from './open-comments.ts';
import { plural } from './plural.ts';

const someone = 'Someone';

const decisionWords = {
  resolve: 'resolved it',
  accept: 'accepted it',
  reject: 'rejected it',
  reopen: 'opened it again',
} as const;

export const commentsText = {
  title: 'Comments',
  openWords,
  button: (comments: number, suggestions: number) =>
    `Comments: ${openWords(comments, suggestions) || 'none open'}`,
  commands: {
    add: 'Comment on the selected words, or on a paragraph',
    suggest: 'Suggest a change of the selected words, or of a paragraph',
    panel: 'Show or hide comments',
  },
  bar: 'Selected words',
  barHint: 'Arrow up and down select another paragraph, Enter comments on it.',
  comment: 'Comment',
  suggest: 'Suggest a change',
  commentHere: 'Comment on the selection or this line',
  close: 'Close comments',
  filter: 'Which to show',
  open: (count: number) => `Open (${count.toLocaleString('en')})`,
  closed: (count: number) => `Closed (${count.toLocaleString('en')})`,
  emptyTitle: 'No open comments',
  empty:
    'Select words in the text, then comment on them or suggest a change. Without a mouse: press m, choose a paragraph with the arrow keys.',
  emptyEditor:
    'Select words in the text, then use the comment button above it, or press Ctrl+Alt+M.',
  emptyClosed: 'Nothing was resolved, accepted or rejected yet.',
  kinds: { comment: 'Comment', suggestion: 'Suggestion' },
  by: (name: string) => name || someone,
  gone: 'The text is gone',
  goneHint: 'The words that this was about are no longer in the text.',
  changed: 'The text there has changed since. It reads now:',
  changedComment: 'The words have changed since.',
  alreadyWritten: 'The text reads like this already.',
  showInText: 'Show in the text',
  change: 'What changes',
  removed: 'taken out:',
  added: 'put in:',
  replies: (count: number) => plural(count, 'reply', 'replies'),
  openThread: (kind: string, by: string, words: string) => `${kind} by ${by || someone}: ${words}`,
  reply: 'Reply',
  replyTo: (by: string) => `Reply to ${by || someone}`,
  sendReply: 'Send reply',
  resolve: 'Resolve',
  reopen: 'Reopen',
  accept: 'Accept',
  reject: 'Reject',
  cancel: 'Cancel',
  rejectReason: 'Reason (may stay empty)',
  suggestAgain: 'Suggest anew…',
  takeOut: 'Take it out again',
  keep: 'Keep the change',
  states: {
    open: 'Open',
    resolved: 'Resolved',
    accepted: 'Accepted',
    rejected: 'Rejected',
  },
  decidedBy: (by: string) => `by ${by || someone}`,
  conflict: 'Decided twice',
  conflictWords: (
    said: readonly { readonly by: string; readonly decision: keyof typeof decisionWords }[],
  ) =>
    `Without knowing of each other, ${said
      .map(({ by, decision }) => `${by || someone} ${decisionWords[decision]}`)
      .join(', and ')}.`,
  conflictOnce: 'The change is in the text once.',
  conflictMayBeTwice: 'The change may be in the text twice: look at the text.',
  conflictNext: {
    accepted: 'It counts as accepted until somebody decides again.',
    rejected: 'It counts as rejected until somebody decides again.',
    resolved: 'It counts as resolved until somebody decides again.',
    open: 'It counts as open until somebody decides again.',
  },
  undoneSince: 'Accepted, but the text reads as before: somebody took the change out.',
  notices: {
    resolved: 'Comment resolved',
    reopened: 'Opened again',
    accepted: 'Change accepted and written into the text',
    rejected: 'Suggestion rejected. The text stays as it is.',
    takenBack: 'The change is out of the text again',
    undo: 'Undo',
    notUndone: 'That could not be undone',
    refused: 'That was not done',
  },
  composer: {
    words: 'Your comment',
    submit: 'Comment',
    cancel: 'Discard',
    gone: 'The words that this is about are gone. Your draft is kept: copy it, or select other words.',
  },
  suggestDialog: {
    title: 'Suggest a change',
    instead: 'What it should be',
    insteadHint: 'In Markdown, as in the text. Empty takes the words out.',
    reason: 'Why (may stay empty)',
    submit: 'Suggest',
    later: 'Keep as draft',
    discard: 'Discard',
    preview: 'What would change',
    same: 'Nothing is changed yet.',
    changed:
      'The text there changed while you wrote. It is shown as it is now: look again, then send.',
  },
  wrongIn: {
    reason: (title: string, address: string) =>
      title === '' ? `Wrong in an incident: ${address}\n` : `Wrong in “${title}”: ${address}\n`,
    choose:
      'Choose the words that were wrong, then press Suggest. The incident is linked in the reason.',
  },
  draftDiscarded: 'Draft discarded',
  draftPutAside: 'Your earlier draft was put aside',
  bringBack: 'Bring it back',
  draftComment: 'You have an unsent comment.',
  draftSuggestion: 'You have an unsent suggestion.',
  goOn: 'Go on writing',
  replacedBy: 'There is a newer suggestion in its place.',
  noSelection: 'There is nothing to comment on yet.',
  notMapped: 'This part of the page is not part of the text. Select words of the text.',
} as const;
