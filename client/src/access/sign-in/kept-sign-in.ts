import { workspaceNameSchema, type WorkspaceName } from '@holdfast/shared/protocol/names';
import { z } from 'zod/mini';
import { keepValue, readKept, type KeptTexts } from '../../map/kept-values.ts';

/** A sign-in that has gone to the provider: which workspace it is for, by its state. */
const goneSchema = z.array(
  z.object({ state: z.string(), workspace: workspaceNameSchema, atMs: z.number() }),
);
const goneKey = 'holdfast-sign-ins-under-way';
/** The relay forgets it after ten. */
const goneForMs = 15 * 60_000;

/** Notes that this browser is about to go to the provider. */
export function noteGone(
  gone: { readonly state: string; readonly workspace: WorkspaceName; readonly atMs: number },
  texts: () => KeptTexts,
): boolean {
  const before = readKept(goneSchema, goneKey, texts) ?? [];
  const recent = before.filter(({ atMs }) => gone.atMs - atMs < goneForMs);
  return keepValue(goneKey, [...recent, gone], texts);
}

/** Which workspace it was for; once, and never for what another browser began. */
export function takeGone(state: string, texts: () => KeptTexts): WorkspaceName | undefined {
  const all = readKept(goneSchema, goneKey, texts) ?? [];
  const found = all.find((one) => one.state === state);
  const rest = all.filter((one) => one !== found);
  keepValue(goneKey, rest.length === 0 ? undefined : rest, texts);
  return found?.workspace;
}

/** What this device needs to renew a sign-in. Useless without the device's key, and the relay. */
const signedInSchema = z.object({
  provider: z.string(),
  graceHours: z.number(),
  renewal: z.optional(z.string()),
  /** When the provider last confirmed the person, wall clock ms. */
  atMs: z.number(),
  /** What came of the last try to renew, where it failed. */
  failed: z.optional(z.object({ atMs: z.number(), why: z.string(), word: z.optional(z.string()) })),
});
export type SignedIn = z.infer<typeof signedInSchema>;

const signedInKey = (workspace: string): string => `holdfast-signed-in:${workspace}`;

export function readSignedIn(workspace: string, texts: () => KeptTexts): SignedIn | undefined {
  return readKept(signedInSchema, signedInKey(workspace), texts);
}

export function keepSignedIn(
  workspace: string,
  signedIn: SignedIn | undefined,
  texts: () => KeptTexts,
): void {
  keepValue(signedInKey(workspace), signedIn, texts);
}
