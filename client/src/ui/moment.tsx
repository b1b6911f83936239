import { useNow } from './use-now.ts';
import { createWhen } from './when.ts';

const describeWhen = createWhen();
const minuteMs = 60_000;

/** A moment (ms since 1970), local, with the exact time and UTC on hover. Nothing where unknown. */
export function Moment(props: { readonly atMs: number; readonly unknown?: string }) {
  const when = describeWhen(props.atMs, useNow(minuteMs));
  if (when === undefined) return props.unknown ?? null;
  return (
    <time dateTime={when.iso} title={when.full}>
      {when.short}
    </time>
  );
}
