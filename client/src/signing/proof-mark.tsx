import type { EntryProof } from '@holdfast/shared/access/entry-proof';
import { isDoubtful, proofWords } from '@holdfast/shared/access/proof-words';
import { Menu } from '@mantine/core';
import {
  IconShieldCheck,
  IconShieldQuestion,
  IconShieldX,
  IconSignatureOff,
} from '@tabler/icons-react';
import { createWhen } from '../ui/when.ts';
import classes from './proof-mark.module.css';

const describeWhen = createWhen();

interface Told {
  /** Undefined where there is nothing to say. */
  readonly proof: EntryProof | undefined;
  /** The name that the entry gives. */
  readonly by: string;
  readonly nowMs: number;
}

function wordsOf(proof: EntryProof, by: string, nowMs: number): string {
  return proofWords(proof, by, (atMs) => describeWhen(atMs, nowMs)?.full ?? '');
}

function Picture(props: { readonly state: EntryProof['state']; readonly size: number }) {
  const icon = { size: props.size, 'aria-hidden': true } as const;
  switch (props.state) {
    case 'forged':
    case 'misnamed':
      return <IconShieldX {...icon} />;
    case 'unsigned':
      return <IconSignatureOff {...icon} />;
    case 'signed':
      return <IconShieldCheck {...icon} />;
    default:
      return <IconShieldQuestion {...icon} />;
  }
}

/** Says that an entry is not, or may not be, of whom it names. Nothing where all is well. */
export function ProofMark(
  props: Told & {
    /** What it is about, where it stands with something else. */
    readonly about?: string;
  },
) {
  const { proof, by, nowMs } = props;
  if (proof === undefined || !isDoubtful(proof)) return null;
  return (
    <span className={classes.mark} data-state={proof.state} data-proof>
      <Picture state={proof.state} size={14} />
      <span>
        {props.about !== undefined && `${props.about} `}
        {wordsOf(proof, by, nowMs)}
      </span>
    </span>
  );
}

/** The same in an entry's menu, of every entry of which something is known. */
export function ProofLabel(props: Told) {
  const { proof, by, nowMs } = props;
  if (proof === undefined) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label className={classes.label}>
        <Picture state={proof.state} size={16} />
        <span>{wordsOf(proof, by, nowMs)}</span>
      </Menu.Label>
    </>
  );
}
