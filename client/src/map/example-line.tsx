import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { showNotice } from '../ui/notice.tsx';
import { mapText } from '../ui/text/map.ts';
import type { Brought } from './import/brought.ts';
import { mayHoldExample } from './import/example-file.ts';
import { useMap, useShownMap } from './map-context.tsx';
import classes from './map-aside.module.css';
import { Writes } from '../access/writes.tsx';

const words = mapText.empty;

/** The way to be rid of the example, as long as there is something of it that nobody changed. */
export function ExampleLine() {
  const map = useMap();
  const { open, change } = useShownMap();
  const [brought, setBrought] = useState<Brought>();
  const mayBeThere = useMemo(() => mayHoldExample(map), [map]);
  useEffect(() => {
    if (!mayBeThere) return undefined;
    let isLate = false;
    void import('./import/load-example.ts')
      .then(({ findExample }) => findExample(open.doc))
      .then(
        (found) => {
          if (!isLate) setBrought(found);
        },
        // Without its text nobody can tell what is of it: offered again next time.
        () => undefined,
      );
    return () => {
      isLate = true;
    };
  }, [mayBeThere, open.doc]);
  if (!mayBeThere || brought?.isThere() !== true) return null;

  function takeAway(example: Brought): void {
    const stayed = example.takeBack((write) => change(write));
    showNotice(stayed > 0 ? words.exampleStayed(stayed) : words.exampleTaken);
  }

  return (
    <p className={classes.example}>
      <span>{words.exampleIsThere}</span>
      <Writes operation="edit" doc="map" isSaid>
        <Button size="compact-xs" variant="default" onClick={() => takeAway(brought)}>
          {words.exampleTake}
        </Button>
      </Writes>
    </p>
  );
}
