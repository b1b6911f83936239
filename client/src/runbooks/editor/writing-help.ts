import { declaredVariables } from '@holdfast/shared/markdown/variables';
import type { DeadLink, LintContext } from '@holdfast/shared/markdown/lint';
import { incidentAt, resolveLink } from '@holdfast/shared/markdown/resolve-link';
import { imagePathOf, readImages } from '@holdfast/shared/model/runbook-images';
import { readRunbook } from '@holdfast/shared/model/runbook';
import type { DocumentName } from '@holdfast/shared/protocol/names';
import type { Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import type * as Y from 'yjs';
import type { Projections } from '../list-model.ts';
import { helpTheme } from './help-theme.ts';
import { lintExtension } from './lint/lint-extension.ts';
import { richPaste, type PasteDeps } from './paste/rich-paste.ts';
import { createSlashWorld } from './slash/world.ts';
import { slashMenu } from './slash/slash-menu.ts';

export interface WritingHelpDeps extends PasteDeps {
  readonly name: DocumentName;
  readonly doc: Y.Doc;
  readonly projections: () => Projections | undefined;
  /** Names of the people who are here. */
  readonly present: () => readonly string[];
  readonly chooseImage: () => void;
  readonly say: (text: string) => void;
  readonly onFound: (found: readonly Diagnostic[]) => void;
  readonly addOwner: () => void;
  readonly toggleList: () => void;
}

/** What helps with writing: the slash menu, rich paste, files, and marks at problems. */
export function writingHelp(deps: WritingHelpDeps): Extension {
  const world = createSlashWorld({ ...deps, declared: declaredNames });
  const nameOf = createPathIndex(deps.projections);
  return [
    slashMenu({
      world: (view) => world(view.state.sliceDoc()),
      chooseImage: deps.chooseImage,
      say: deps.say,
    }),
    helpTheme(),
    richPaste(deps),
    lintExtension({
      context: (text) => lintContext(text, { ...deps, nameOf }),
      onFound: deps.onFound,
      addOwner: deps.addOwner,
      toggleList: deps.toggleList,
    }),
  ];
}

function declaredNames(text: string): readonly string[] {
  return declaredVariables(text).map(({ name }) => name);
}

/** As the editor keeps them in a document. */
const ownImage = /^images\/[0-9a-z]{26}\.\w{3,4}$/;

function lintContext(
  text: string,
  {
    doc,
    projections,
    nameOf,
  }: Pick<WritingHelpDeps, 'doc' | 'projections'> & {
    readonly nameOf: (path: string) => string | undefined;
  },
): LintContext {
  const images = readImages(doc);
  const { owners, sourcePath } = readRunbook(doc);
  const known = projections();
  const deadImage = (href: string): DeadLink | undefined => {
    const path = imagePathOf(href) ?? '';
    return ownImage.test(path) && !images.has(path) ? 'image' : undefined;
  };
  return {
    owners,
    variables: new Set(declaredNames(text)),
    deadLink: (href, isImage) => {
      if (isImage) return deadImage(href);
      const target = resolveLink(href, sourcePath, nameOf);
      if (target.kind === 'missing') return known === undefined ? undefined : 'file';
      if (target.kind === 'app') {
        const incident = incidentAt(target.path);
        const isDead = incident !== undefined && known?.has(incident) === false;
        return isDead ? 'incident' : undefined;
      }
      if (target.kind !== 'runbook' || known === undefined || known.has(target.name))
        return undefined;
      return 'runbook';
    },
  };
}

/** Which runbook came from a path; worked out anew only where it is asked after the workspace changed. */
function createPathIndex(
  projections: WritingHelpDeps['projections'],
): (path: string) => string | undefined {
  let of: Projections | undefined;
  let names = new Map<string, string>();
  return (path) => {
    const now = projections();
    if (now !== of) {
      of = now;
      names = new Map();
      for (const [name, projection] of now ?? []) {
        if (projection.kind === 'runbook' && projection.sourcePath !== '') {
          names.set(projection.sourcePath, name);
        }
      }
    }
    return names.get(path);
  };
}
