import { z } from 'zod/mini';
import type { Claims } from './claims.ts';
import { isPersonRole, personRoles, type Role } from './roles.ts';

/**
 * What a key may sign at most that lies on a relay, to let in people who signed in with a provider. It
 * goes with the public key, so that whoever takes over that relay gets no further at any other.
 */
export const signInLimitsSchema = z.object({
  use: z.literal('sign-in'),
  highestRole: z.enum(personRoles),
  longestLifeS: z.int().check(z.gte(60), z.lte(400 * 86_400)),
});
export type SignInLimits = z.infer<typeof signInLimitsSchema>;

/** Does the token say more than this key may? */
export function exceedsLimits(
  { kind, role, iat, exp, life }: Pick<Claims, 'kind' | 'role' | 'iat' | 'exp' | 'life'>,
  { highestRole, longestLifeS }: SignInLimits,
): boolean {
  const isWithin = isWithinRole(role, { highestRole });
  return kind !== 'sign-in' || !isWithin || life !== undefined || exp - iat > longestLifeS;
}

/** Is it a role of people, and none above what such a key may give? */
export function isWithinRole(
  role: Role,
  { highestRole }: Pick<SignInLimits, 'highestRole'>,
): boolean {
  return isPersonRole(role) && personRoles.indexOf(role) <= personRoles.indexOf(highestRole);
}
