import type { EntryProof } from '@holdfast/shared/access/entry-proof';
import { isDoubtful } from '@holdfast/shared/access/proof-words';
import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { useHub, useObservable } from '../app/hub-context.tsx';
import { signingText } from '../ui/text/signing.ts';
import { useNow } from '../ui/use-now.ts';
import type { Backing, IsInDoubt } from './backing.ts';
import { ProofMark } from './proof-mark.tsx';
import { knownSigners } from './signers.ts';
import { type ProvenDocument, useKnownProofs } from './use-proofs.ts';
import classes from './proof-mark.module.css';

const words = signingText.report;
const minuteMs = 60_000;
const icon = { size: 16, 'aria-hidden': true } as const;

/** What is known of who wrote the entries of a page. */
interface Doubts {
  /** What is wrong with an entry, or not known of it; undefined where all is well, or not checked yet. */
  doubtOf(document: string, id: string): EntryProof | undefined;
  /** Undefined where the workspace has no keys. */
  readonly counts: 'checking' | { readonly doubtful: number; readonly all: number } | undefined;
}

const DoubtsContext = createContext<Doubts>({ doubtOf: () => undefined, counts: undefined });

/** What is known of the entries of the page around this component. */
export function useIsInDoubt(): IsInDoubt {
  const { doubtOf } = useContext(DoubtsContext);
  return useCallback<IsInDoubt>((document, id) => doubtOf(document, id) !== undefined, [doubtOf]);
}

/** True as long as it is not known of the entries of the page who wrote them. */
export function useIsChecking(): boolean {
  return useContext(DoubtsContext).counts === 'checking';
}

/**
 * Verifies these documents for what is within. It is for paper and what is handed on: that a
 * signature is missing is said at once, since it may be printed at once.
 */
export function DoubtsOf(props: {
  /** The same array as long as they are the same. */
  readonly documents: readonly ProvenDocument[];
  readonly children: ReactNode;
}) {
  const { documents } = props;
  const known = useKnownProofs(documents, 0);
  const hasKeys = useObservable(knownSigners(useHub())) !== undefined;
  const doubts = useMemo<Doubts>(() => {
    const proofs = documents.map(({ name }) => known.get(name));
    const all = proofs.flatMap((some) => [...(some?.values() ?? [])]);
    const isChecked = proofs.every((some) => some !== undefined && some.size > 0);
    return {
      doubtOf(document, id) {
        const proof = known.get(document)?.get(id);
        return proof !== undefined && isDoubtful(proof) ? proof : undefined;
      },
      counts: !hasKeys
        ? undefined
        : !isChecked
          ? 'checking'
          : { doubtful: all.filter(isDoubtful).length, all: all.length },
    };
  }, [documents, hasKeys, known]);
  return <DoubtsContext.Provider value={doubts}>{props.children}</DoubtsContext.Provider>;
}

/** Of how many entries of the page the author is in doubt; nothing in a workspace without keys. */
export function DoubtsSummary() {
  const { counts } = useContext(DoubtsContext);
  if (counts === undefined) return null;
  if (counts === 'checking') {
    return (
      <p className={classes.summary} role="status">
        <IconShieldQuestion {...icon} /> <span>{words.checking}</span>
      </p>
    );
  }
  const { doubtful, all } = counts;
  return (
    <p className={classes.summary} role="status" data-doubtful={doubtful > 0}>
      {doubtful > 0 ? <IconShieldX {...icon} /> : <IconShieldCheck {...icon} />}{' '}
      <span>{doubtful > 0 ? words.doubtful(doubtful, all) : words.none(all)}</span>
    </p>
  );
}

/** Says of what rests on entries which of them may not be of whom they name, and why. */
export function InDoubt(props: {
  /** Document name. */
  readonly document: string;
  readonly on: readonly Backing[];
  /** What the mark is about, where it stands with something else. */
  readonly about?: string;
}) {
  const { doubtOf } = useContext(DoubtsContext);
  const nowMs = useNow(minuteMs);
  const about = props.about === undefined ? {} : { about: props.about };
  return props.on.map(({ id, by }) => {
    const proof = doubtOf(props.document, id);
    if (proof === undefined) return null;
    return (
      <span key={id} className={classes.line}>
        <ProofMark proof={proof} by={by} nowMs={nowMs} {...about} />
      </span>
    );
  });
}

/** Of what is worked out from many entries: that it would be another without those in doubt. */
export function RestsOnDoubt() {
  return (
    <span className={classes.line}>
      <span className={classes.mark} data-proof>
        <IconShieldQuestion size={14} aria-hidden="true" />
        <span>{words.rests}</span>
      </span>
    </span>
  );
}
