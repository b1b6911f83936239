import type { SearchHit } from '../hub/client-api.ts';
import { MarkedText } from '../ui/marked-text.tsx';
import { runbooksText } from '../ui/text/runbooks.ts';

/** Why a runbook was found: a name that matches, else the words around the match in its text. */
export function HitWords(props: {
  readonly hit: SearchHit;
  readonly className?: string | undefined;
}) {
  const { excerpt, marks, similar } = props.hit;
  const isBesideRow = props.hit.name?.kind === 'owner' || props.hit.name?.kind === 'tag';
  // Owners and tags are on screen anyway; where the text matches, its line is for the text.
  const name = isBesideRow && marks.length > 0 ? undefined : props.hit.name;
  const inText = marks.length > 0 || name === undefined;
  return (
    <span className={props.className}>
      {similar === true && `${runbooksText.similar} `}
      {name !== undefined && (
        <>
          {runbooksText.nameKinds[name.kind]} <MarkedText text={name.text} marks={name.marks} />
          {inText && ' · '}
        </>
      )}
      {inText && <MarkedText text={excerpt} marks={marks} />}
    </span>
  );
}
