import { noteInvited } from '@holdfast/shared/access/invited';
import { readWorkspace } from '@holdfast/shared/model/workspace';
import { useHub } from '../../app/hub-context.tsx';
import { accessInviteText as words } from '../../ui/text/access-invite.ts';
import { useShownAccess } from '../access-context.tsx';
import { openAccessRows } from '../device/access-rows.ts';
import { deviceSigner } from '../device/device-signer.ts';
import { fetchRoot } from './fetch-root.ts';
import { type InvitationWish, type MadeInvitation, makeInvitation } from './make-invitation.ts';

export type InvitationResult =
  | { readonly ok: true; readonly made: MadeInvitation }
  | { readonly ok: false; readonly problem: string };

/** The way to make an invitation with the key of this device, and to write down that it was made. */
export function useInvitationMaker(): (wish: InvitationWish) => Promise<InvitationResult> {
  const hub = useHub();
  const { doc, access, me, attempt } = useShownAccess();
  return async (wish) => {
    const signer = await deviceSigner();
    if (signer === undefined || me.token === undefined) return { ok: false, problem: words.noKey };
    const { nowMs, random } = hub.entryContext();
    try {
      const rows = await openAccessRows();
      const { current } = await rows.cards(hub.workspace);
      rows.close();
      const known = current?.token === me.token ? current.root : undefined;
      const asked = { signer, token: me.token };
      const root = known ?? (await fetchRoot(hub.workspace, asked, { nowMs, random }));
      const made = await makeInvitation(
        {
          workspace: hub.workspace,
          origin: location.origin,
          relays: relaysOf([
            ...hub.sync.get().relays.map(({ url }) => url),
            ...readWorkspace(doc).relays.map(({ url }) => url),
          ]),
          via: me.token,
          root,
          issuer: access.accepted.get(me.claims?.jti ?? ''),
          signer,
          random,
          nowMs,
        },
        wish,
      );
      const by = me.claims?.name ?? '';
      // Without that nobody could withdraw it.
      if (!attempt((target) => noteInvited(target, { token: made.token, by, atMs: nowMs }))) {
        return { ok: false, problem: words.failed };
      }
      return { ok: true, made };
    } catch {
      return { ok: false, problem: words.failed };
    }
  };
}

/** As many as still fit into a code that a camera reads. */
const mostRelays = 3;

function relaysOf(urls: readonly string[]): readonly string[] {
  return [...new Set(urls)].slice(0, mostRelays);
}
