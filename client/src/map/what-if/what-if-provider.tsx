import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { MapRoute } from '../../app/routes.ts';
import { useRoute } from '../../app/use-route.ts';
import { useAnswer } from '../analysis/use-analysis.ts';
import { useMap } from '../map-context.tsx';
import { degradedBy } from './degraded.ts';
import { fallenPaths, WhatIfContextProvider, type WhatIf } from './use-what-if.ts';
import {
  nothingTaken,
  parseWithout,
  searchWith,
  takenCount,
  toggled,
  type Without,
  withoutText,
} from './without.ts';

/**
 * Keeps what is taken away while somebody goes from screen to screen of the map. The address says it
 * on each, so that it can be shared; one that says something else is believed.
 */
export function WhatIfProvider(props: { readonly route: MapRoute; readonly children: ReactNode }) {
  const { route } = props;
  const map = useMap();
  const [, navigate] = useRoute();
  const [without, setWithout] = useState<Without>(() => parseWithout(route.search));
  const [isStarted, setStarted] = useState(false);
  const [isListAsked, setListAsked] = useState(false);

  const show = useCallback(
    (next: Without) => {
      const search = searchWith(route.search, next).replace(/^\?/, '');
      if (search !== route.search) navigate({ ...route, search }, { replace: true });
    },
    [route, navigate],
  );

  useEffect(() => {
    const said = parseWithout(route.search);
    if (withoutText(said) === withoutText(without)) return;
    if (takenCount(said) > 0) setWithout(said);
    else show(without);
    // Only where the address changes: what is taken away here is written to it at once.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [route]);

  const change = useCallback(
    (next: Without) => {
      setWithout(next);
      show(next);
    },
    [show],
  );

  const count = takenCount(without);
  const isOn = isStarted || count > 0;
  const asked = useAnswer('whatIf', count === 0 ? undefined : [without, {}]);
  const hasFailed = count > 0 && asked.kind === 'failed';
  const answer =
    count === 0 || asked.kind === 'failed'
      ? undefined
      : asked.kind === 'ready'
        ? asked.value
        : asked.last;
  const whatIf = useMemo<WhatIf>(() => {
    const fallen = fallenPaths(answer?.down ?? []);
    const down = new Set([...without.components, ...fallen.keys()]);
    const degraded = new Map(
      answer === undefined ? [] : degradedBy(map, down).map((one) => [one.component, one]),
    );
    return {
      isOn,
      without,
      answer,
      hasFailed,
      down,
      fallen,
      degraded,
      isListShown: isListAsked && answer !== undefined,
      showList: setListAsked,
      start: () => setStarted(true),
      toggle: (kind, id) => {
        setStarted(true);
        change(toggled(without, kind, id));
      },
      leave: () => {
        setStarted(false);
        setListAsked(false);
        change(nothingTaken);
      },
    };
  }, [answer, change, hasFailed, isListAsked, isOn, map, without]);
  return <WhatIfContextProvider value={whatIf}>{props.children}</WhatIfContextProvider>;
}
