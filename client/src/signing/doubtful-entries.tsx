import { isDoubtful } from '@holdfast/shared/access/proof-words';
import { IconShieldX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type * as Y from 'yjs';
import { signingText as words } from '../ui/text/signing.ts';
import { useNow } from '../ui/use-now.ts';
import { ProofMark } from './proof-mark.tsx';
import { useNamed } from './use-named.ts';
import { useProofs } from './use-proofs.ts';
import classes from './proof-mark.module.css';

const minuteMs = 60_000;

/** An entry, and what it says that its author did. */
export interface ToldEntry {
  readonly id: string;
  readonly by: string;
  readonly person: string | undefined;
  readonly says: string;
}

/**
 * Where entries are not shown one by one: those of which somebody else may be the author, each with
 * what it says. Nothing where all is well.
 */
export function DoubtfulEntries(props: {
  /** Held by this tab: its `guid` is the document's name. */
  readonly doc: Y.Doc;
  readonly entries: readonly ToldEntry[];
}) {
  const { doc, entries } = props;
  const documents = useMemo(() => [{ name: doc.guid, doc }], [doc]);
  const proofOf = useProofs(documents);
  const nowMs = useNow(minuteMs);
  const named = useNamed();
  const doubtful = entries.flatMap((entry) => {
    const proof = proofOf(doc.guid, entry.id);
    return proof !== undefined && isDoubtful(proof) ? [{ entry, proof }] : [];
  });
  if (doubtful.length === 0) return null;
  return (
    <section className={classes.notice} aria-label={words.notice}>
      <p className={classes.heading}>
        <IconShieldX size={16} aria-hidden="true" />
        {words.doubtful(doubtful.length)}
      </p>
      <ul className={classes.list}>
        {doubtful.map(({ entry, proof }) => (
          <li key={entry.id}>
            <span dir="auto">
              <strong>{named(entry.by, entry.person) || words.someone}</strong> {entry.says}
            </span>
            <ProofMark proof={proof} by={entry.by} nowMs={nowMs} />
          </li>
        ))}
      </ul>
    </section>
  );
}
