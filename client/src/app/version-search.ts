import { z } from 'zod/mini';

const versionSchema = z.catch(z.string().check(z.regex(/^[a-z0-9]{1,64}$/)), '');

/** Which versions are compared, as an address has it. */
export function versionsToSearch(route: { readonly from: string; readonly to: string }): string {
  const search = new URLSearchParams();
  if (route.from !== '') search.set('from', route.from);
  if (route.to !== '') search.set('to', route.to);
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Reads that back. */
export function searchToVersions(search: string): { readonly from: string; readonly to: string } {
  const params = new URLSearchParams(search);
  return {
    from: versionSchema.parse(params.get('from')),
    to: versionSchema.parse(params.get('to')),
  };
}
