import type { AppKept, NeverKept } from '../../kept-app/app-kept.ts';
import type { KeepProgress, KeepTrouble } from '../../kept-app/keep-messages.ts';
import { plural } from './plural.ts';

const never: Record<NeverKept, string> = {
  development: 'Not kept: this is a development build.',
  insecure:
    'Not kept: browsers keep an app only from an address with https. It opens here while a relay answers.',
  unsupported: 'Not kept: this browser cannot keep apps. It opens here while a relay answers.',
  refused:
    'Not kept: this browser does not allow it, for instance in a private window. It opens here while a relay answers.',
};

const trouble: Record<KeepTrouble, string> = {
  relay: 'The relay that this page came from does not answer. It goes on by itself once it does.',
  version: 'The relay has another version by now. Reload this page.',
  storage: 'The browser has no room for it. Free some space on this device; it is tried again.',
};

const offline = 'The app is kept on this device: it opens with every relay dead.';

export const appKeptText = {
  name: 'The app itself',
  looking: 'Looking…',
  notYet: 'Not kept yet.',
  progress: ({ kept, total }: KeepProgress) =>
    `${kept.toLocaleString('en')} of ${plural(total, 'file', 'files')}`,
  words: (state: AppKept): string => {
    switch (state.kind) {
      case 'looking':
        return appKeptText.looking;
      case 'never':
        return never[state.why];
      case 'other-version':
        return 'Another version of the app is kept on this device than this page is of. Reload the page to use that one.';
      case 'keeping': {
        const have = state.core === undefined ? '' : appKeptText.progress(state.core);
        if (state.trouble === undefined) return `Being kept: ${have}`;
        const soFar = have === '' ? '' : ` ${have} so far.`;
        return `${appKeptText.notYet}${soFar} ${trouble[state.trouble]}`;
      }
      case 'kept': {
        const have = appKeptText.progress(state.later);
        if (state.later.kept >= state.later.total) return `${offline} Diagrams too.`;
        if (state.trouble === undefined)
          return `${offline} What draws diagrams is still coming: ${have}.`;
        return `${offline} What draws diagrams is not all here yet: ${have}. ${trouble[state.trouble]}`;
      }
    }
  },
};
