import { z } from 'zod/mini';
import { keepValue, type KeptTexts, readKept } from '../kept-values.ts';
import { type Corrections, none } from './corrections.ts';

const keptSchema = z.object({
  listed: z.array(
    z.object({
      name: z.string(),
      emails: z.array(z.string()),
      names: z.array(z.string()),
      bot: z.boolean(),
    }),
  ),
  links: z.array(z.tuple([z.string(), z.string()])),
});
const prefix = 'holdfast-who-is-who/';

/** What was said of who is who in a workspace on this device; nothing where it cannot be read. */
export function readCorrectionsKept(workspace: string, texts: () => KeptTexts): Corrections {
  const read = readKept(keptSchema, prefix + workspace, texts);
  return read === undefined ? none : { listed: read.listed, links: new Map(read.links) };
}

/** @returns whether it is kept; a browser may forbid it, or have no room */
export function keepCorrections(
  workspace: string,
  { listed, links }: Corrections,
  texts: () => KeptTexts,
): boolean {
  const isNothing = listed.length + links.size === 0;
  const value = isNothing ? undefined : { listed, links: [...links] };
  return keepValue(prefix + workspace, value, texts);
}
