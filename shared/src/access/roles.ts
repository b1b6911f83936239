import { z } from 'zod/mini';

/** What a person may be, each with all that the one before it may do. */
export const personRoles = ['viewer', 'responder', 'editor', 'admin'] as const;
export type PersonRole = (typeof personRoles)[number];

/** What a machine may be: another relay, a tool that reports, a tool that reads. */
export const machineRoles = ['peer', 'webhook', 'export'] as const;

const personRoleSchema = z.enum(personRoles);
export const roleSchema = z.enum([...personRoles, ...machineRoles]);
export type Role = z.infer<typeof roleSchema>;

export function isPersonRole(role: Role): role is PersonRole {
  return personRoleSchema.safeParse(role).success;
}
