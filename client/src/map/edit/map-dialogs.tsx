import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { MapDialog } from '../../app/dialogs.tsx';
import { useObservable } from '../../app/hub-context.tsx';
import { currentMap } from '../current-map.ts';
import { MapProvider } from '../map-context.tsx';
import { ComponentDialog } from './component-dialog.tsx';
import { DomainsDialog } from './domains-dialog.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { NeedsDialog } from './needs-dialog.tsx';

/** The dialogs that change the map on screen. */
export function MapDialogs(props: { readonly dialog: MapDialog; readonly onClose: () => void }) {
  const { dialog, onClose } = props;
  const current = useObservable(currentMap);
  const [path] = useLocation();
  const [openedAt] = useState(path);
  useEffect(() => {
    // Whoever goes back has left what it is about.
    if (path !== openedAt) onClose();
  }, [path, openedAt, onClose]);
  if (current === undefined) return null;
  return <MapProvider value={current.shown}>{dialogOf(dialog, onClose)}</MapProvider>;
}

function dialogOf(dialog: MapDialog, onClose: () => void) {
  switch (dialog.kind) {
    case 'map-component':
      return <ComponentDialog id={dialog.id} neededBy={dialog.neededBy} onClose={onClose} />;
    case 'map-needs':
      return <NeedsDialog id={dialog.id} to={dialog.to} onClose={onClose} />;
    case 'map-group':
      return (
        <GroupDialog
          component={dialog.component}
          id={dialog.id}
          member={dialog.member}
          onClose={onClose}
        />
      );
    case 'map-domains':
      return <DomainsDialog onClose={onClose} />;
  }
}
