import { readFileSync } from 'node:fs';
import { z } from 'zod/mini';
import { subjectSchema } from '@holdfast/shared/access/claims';
import { type PersonRole, personRoles } from '@holdfast/shared/access/roles';

const claimName = z.string().check(z.minLength(1), z.maxLength(200));

/** Who is what, by the groups that the provider names: the file of `--oidc-roles`. */
const roleRulesSchema = z.strictObject({
  /** Claim with the groups, or a path to it such as `realm_access.roles`. */
  groups: z._default(claimName, 'groups'),
  /** Claim with the id by which a person is known here. */
  person: z._default(claimName, 'email'),
  /** Role of the members of each group. Whoever is in none of them is refused. */
  roles: z.record(claimName, z.enum(personRoles)),
});
export type RoleRules = z.infer<typeof roleRulesSchema>;

/** The file cannot be read, or says something else. The message is for a person. */
export class RoleRulesError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RoleRulesError';
  }
}

/** @throws RoleRulesError */
export function readRoleRules(path: string): RoleRules {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RoleRulesError(`Cannot read the roles of ${path}: ${why}`, { cause: error });
  }
  const read = roleRulesSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new RoleRulesError(
    `Cannot read the roles of ${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}

export interface KnownPerson {
  readonly sub: string;
  readonly name: string;
  readonly role: PersonRole;
}

export type PersonRead =
  | { readonly ok: true; readonly person: KnownPerson }
  | { readonly ok: false; readonly why: 'no-role' | 'no-id' | 'email-not-verified' };

/** Who somebody is here, and as what. */
export function personOf(
  claims: Readonly<Record<string, unknown>>,
  { groups, person, roles }: RoleRules,
): PersonRead {
  const id = subjectSchema.safeParse(claimAt(claims, person));
  if (!id.success) return { ok: false, why: 'no-id' };
  // Where anybody may write any address into their account, it says nothing of who they are.
  if (person === 'email' && claims['email_verified'] !== true)
    return { ok: false, why: 'email-not-verified' };
  const held = groupsIn(claimAt(claims, groups)).flatMap((group) =>
    // An own property: a group may be called anything, `constructor` too.
    Object.hasOwn(roles, group) ? [roles[group]] : [],
  );
  const role = personRoles.findLast((one) => held.includes(one));
  if (role === undefined) return { ok: false, why: 'no-role' };
  const sub = person === 'email' ? id.data.toLowerCase() : id.data;
  const name = ['name', 'preferred_username']
    .map((claim) => subjectSchema.safeParse(claims[claim]).data)
    .find((words) => words !== undefined);
  return { ok: true, person: { sub, name: name ?? sub, role } };
}

/** Names of claims may have dots of their own. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const part of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part))
      return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}

function groupsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
