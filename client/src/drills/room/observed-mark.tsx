import type { ObservedAs } from '@holdfast/shared/model/drill-entries';
import { IconCircleCheck, IconCircleHalf2, IconCircleX } from '@tabler/icons-react';
import { drillWords } from '../../ui/text/drill-words.ts';
import own from './drill-room.module.css';

const icons = { yes: IconCircleCheck, partly: IconCircleHalf2, no: IconCircleX } as const;

/** Colour, icon and word together. */
export function ObservedMark(props: { readonly as: ObservedAs }) {
  const Picture = icons[props.as];
  return (
    <span className={own.observed} data-as={props.as}>
      <Picture size={14} aria-hidden="true" />
      {drillWords.asExpected[props.as]}
    </span>
  );
}
