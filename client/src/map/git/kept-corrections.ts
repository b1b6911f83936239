import { z } from 'zod/mini';
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

/** What the browser keeps of a workspace on this device. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What was said of who is who in a workspace on this device; nothing where it cannot be read. */
export function readCorrectionsKept(workspace: string, texts: () => KeptTexts): Corrections {
  try {
    const read = keptSchema.safeParse(JSON.parse(texts().getItem(prefix + workspace) ?? '{}'));
    if (!read.success) return none;
    return { listed: read.data.listed, links: new Map(read.data.links) };
  } catch {
    // Forbidden, or broken: what is not there has to be said again.
    return none;
  }
}

/** @returns whether it is kept; a browser may forbid it, or have no room */
export function keepCorrections(
  workspace: string,
  { listed, links }: Corrections,
  texts: () => KeptTexts,
): boolean {
  try {
    if (listed.length + links.size === 0) texts().removeItem(prefix + workspace);
    else texts().setItem(prefix + workspace, JSON.stringify({ listed, links: [...links] }));
    return true;
  } catch {
    return listed.length + links.size === 0;
  }
}
