import type { RevokedThing } from '@holdfast/shared/access/workspace-access';
import type { Access, CutOff, PersonAccess } from './directory.ts';

/** What somebody is about to take away. */
export type CutTarget =
  | { readonly kind: 'person'; readonly person: PersonAccess }
  | { readonly kind: 'device'; readonly one: Access }
  | { readonly kind: 'invitation'; readonly one: Access };

/** The register that does it. */
export function cutThing(target: CutTarget): RevokedThing {
  if (target.kind === 'person') return { person: target.person.id };
  const { id, device } = target.one;
  return target.kind === 'device' && device !== undefined ? { device } : { token: id };
}

/** What took this access away, where taking that back gives it back. */
export function givenBackBy(one: Access, cutOff: CutOff): RevokedThing | undefined {
  switch (cutOff.of) {
    case 'person':
      return { person: one.claims.sub };
    case 'device':
      return one.device === undefined ? undefined : { device: one.device };
    case 'token':
      return { token: one.id };
    case 'issuer':
      return undefined;
  }
}
