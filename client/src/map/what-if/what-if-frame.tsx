import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { mapWhatIfText as words } from '../../ui/text/map-what-if.ts';
import { useMap } from '../map-context.tsx';
import { useWhatIf } from './use-what-if.ts';
import { WhatIfBar } from './what-if-bar.tsx';
import { WhatIfList } from './what-if-list.tsx';
import classes from './what-if-frame.module.css';

/** Around what a screen of the map shows: while "what if" is on, its bar above and its list beside. */
export function WhatIfFrame(props: { readonly children: ReactNode }) {
  const map = useMap();
  const whatIf = useWhatIf();
  return (
    <div
      className={classes.frame}
      data-what-if={whatIf.isOn || undefined}
      data-what-falls={whatIf.isListShown || undefined}
    >
      <WhatIfBar />
      <div className={classes.body}>
        <div className={classes.main}>{props.children}</div>
        {whatIf.isListShown && (
          <aside className={classes.list} aria-label={words.details}>
            <div className={classes.head}>
              <strong>{words.details}</strong>
              <CloseButton
                aria-label={words.closeDetails}
                title={words.closeDetails}
                onClick={() => whatIf.showList(false)}
              />
            </div>
            <WhatIfList map={map} whatIf={whatIf} />
          </aside>
        )}
      </div>
    </div>
  );
}

/** On a page that is read from top to bottom: bar and list stand in it one after the other. */
export function WhatIfInline() {
  const map = useMap();
  const whatIf = useWhatIf();
  return (
    <>
      <WhatIfBar />
      {whatIf.isListShown && (
        <section className={classes.inline} aria-label={words.details}>
          <WhatIfList map={map} whatIf={whatIf} />
        </section>
      )}
    </>
  );
}
