import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { MapDialog } from '../../app/dialogs.tsx';
import { MapAround } from '../map-around.tsx';
import { ComponentDialog } from './component-dialog.tsx';
import { DomainsDialog } from './domains-dialog.tsx';
import { GroupDialog } from './group-dialog.tsx';
import { NeedsDialog } from './needs-dialog.tsx';
import { PlacesDialog } from './places-dialog.tsx';

/** The dialogs that change the map, over whatever screen. */
export function MapDialogs(props: { readonly dialog: MapDialog; readonly onClose: () => void }) {
  const { dialog, onClose } = props;
  const [path] = useLocation();
  const [openedAt] = useState(path);
  useEffect(() => {
    // Whoever goes back has left what it is about.
    if (path !== openedAt) onClose();
  }, [path, openedAt, onClose]);
  return (
    <MapAround opening={null} failed={null}>
      {dialogOf(dialog, onClose)}
    </MapAround>
  );
}

function dialogOf(dialog: MapDialog, onClose: () => void) {
  switch (dialog.kind) {
    case 'map-component':
      return (
        <ComponentDialog
          id={dialog.id}
          neededBy={dialog.neededBy}
          field={dialog.field}
          onClose={onClose}
        />
      );
    case 'map-needs':
      return <NeedsDialog id={dialog.id} to={dialog.to} onClose={onClose} />;
    case 'map-group':
      return (
        <GroupDialog
          component={dialog.component}
          id={dialog.id}
          member={dialog.member}
          needers={dialog.needers}
          isFailover={dialog.isFailover === true}
          onClose={onClose}
        />
      );
    case 'map-places':
      return (
        <PlacesDialog domain={dialog.domain} components={dialog.components} onClose={onClose} />
      );
    case 'map-domains':
      return <DomainsDialog onClose={onClose} />;
  }
}
