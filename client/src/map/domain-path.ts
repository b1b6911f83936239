import { mapPath } from '../app/routes.ts';

/** The address of what lies in a failure domain, on the map. */
export function domainPath(id: string): string {
  return mapPath('list', '', new URLSearchParams({ domain: id }).toString());
}
