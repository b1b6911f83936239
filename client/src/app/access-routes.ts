export const accessParts = ['people', 'roles', 'invitations', 'documents', 'audit'] as const;
export type AccessPart = (typeof accessParts)[number];

/** A screen about who may do what. What is shown of it stands in `search`, which only its own code reads. */
export interface AccessRoute {
  readonly page: 'access';
  readonly part: AccessPart;
  /** Without its question mark. */
  readonly search: string;
}

/** The address of a screen about who may do what. */
export function accessPath(part: AccessPart, search = ''): string {
  return `/access${part === 'people' ? '' : `/${part}`}${search === '' ? '' : `?${search}`}`;
}

/** Reads what stands behind `/access` back; undefined for what is no such address. */
export function readAccessRoute(
  [part = 'people', ...more]: readonly string[],
  search: string,
): AccessRoute | undefined {
  const known = accessParts.find((one) => one === part);
  if (known === undefined || more.length > 0) return undefined;
  return { page: 'access', part: known, search: search.replace(/^\?/, '') };
}
