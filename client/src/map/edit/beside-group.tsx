import { neededBesideGroup } from '@holdfast/shared/analysis/needed-beside-group';
import { Button } from '@mantine/core';
import { IconEyeExclamation } from '@tabler/icons-react';
import { useMemo } from 'react';
import { mapEditText } from '../../ui/text/map-edit.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { letGroupReplace } from './let-group-replace.ts';
import classes from './beside-group.module.css';

const words = mapEditText.beside;

/** That a component needs members of its own groups by themselves, too, and how to mend it. */
export function BesideGroup({ component }: { readonly component: string }) {
  const map = useMap();
  const shown = useShownMap();
  const members = useMemo(() => {
    const found = neededBesideGroup(map).filter((one) => one.component === component);
    return [...new Set(found.flatMap((one) => one.members))];
  }, [map, component]);
  if (members.length === 0) return null;
  const names = members.map((id) => map.components.get(id)?.name ?? id).join(', ');
  return (
    <div className={classes.note} role="note">
      <IconEyeExclamation size={16} aria-hidden="true" className={classes.mark} />
      <p className={classes.text} dir="auto">
        {words.told(names)}
      </p>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => letGroupReplace(shown, component, members)}
      >
        {words.replace}
      </Button>
    </div>
  );
}
