import { useEffect, useState } from 'react';
import { useHub } from '../app/hub-context.tsx';
import type { OpenDocument } from '../hub/client-api.ts';

/** A document on its way in, or there. `failed` is a fault of this device, not of the network. */
export type DocumentState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'ready'; readonly open: OpenDocument }
  | { readonly kind: 'failed' };

/** Opens a document from this device for as long as the component is there. */
export function useDocument(name: string): DocumentState {
  const hub = useHub();
  const [state, setState] = useState<DocumentState>({ kind: 'opening' });
  useEffect(() => {
    let gone = false;
    const open = hub.open(name);
    open.ready.then(
      () => {
        if (!gone) setState({ kind: 'ready', open });
      },
      () => {
        if (!gone) setState({ kind: 'failed' });
      },
    );
    return () => {
      gone = true;
      setState({ kind: 'opening' });
      open.close();
    };
  }, [hub, name]);
  // A new name renders once before its effect has run: the old document must not be shown as it.
  return state.kind === 'ready' && state.open.name !== name ? { kind: 'opening' } : state;
}
