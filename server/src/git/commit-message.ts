import { isMarkdownPath } from '@holdfast/shared/transfer/source-path';

/** A file of a commit, and who last changed its runbook. */
export interface CommittedChange {
  readonly path: string;
  readonly by: string;
  readonly isRemoved: boolean;
}

/** Says what changed and who did it; everyone who did is an author of the commit. */
export function describeCommit(
  changes: readonly CommittedChange[],
  workspace: string,
): { readonly message: string; readonly author: string } {
  const people = [...new Set(changes.map(({ by }) => personName(by)))];
  const [first = 'Holdfast', ...others] = people;
  const [only] = changes;
  const subject =
    changes.length === 1 && only !== undefined
      ? `${only.isRemoved ? 'Remove' : 'Update'} ${only.path} from Holdfast`
      : `Update ${changes.length} ${changes.every(({ path }) => isMarkdownPath(path)) ? 'runbooks' : 'files'} from Holdfast`;
  const lines = changes.map(
    ({ path, by, isRemoved }) => `- ${path}${isRemoved ? ', archived' : ''} (${personName(by)})`,
  );
  const trailers = [
    ...others.map((name) => `Co-authored-by: ${address(name)}`),
    `Holdfast-workspace: ${workspace}`,
  ];
  return {
    message: `${subject}\n\n${lines.join('\n')}\n\n${trailers.join('\n')}\n`,
    author: address(first),
  };
}

/** Names are what people say of themselves: nothing in them may look like another line or address. */
function personName(name: string): string {
  const clean = name
    .replace(/[<>\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clean === '' ? 'Holdfast' : clean;
}

/** Holdfast knows no mail addresses; `.invalid` never is one. */
function address(name: string): string {
  const local = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '');
  return `${name} <${local === '' ? 'someone' : local}@holdfast.invalid>`;
}
