import { type ReactNode, useMemo } from 'react';
import { Link } from 'wouter';
import { duration } from '@holdfast/shared/model/duration';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { mapPath } from '../../app/routes.ts';
import { mapText } from '../../ui/text/map.ts';
import { mapWhatIfText as words } from '../../ui/text/map-what-if.ts';
import { stepNames } from '../component/node-name.ts';
import { type FallenPart, fallenParts } from './fallen-parts.ts';
import type { WhatIf } from './use-what-if.ts';
import classes from './what-if-list.module.css';

const mostShown = 100;

/** What falls, what only degrades and whom nobody is left to lead, each with its reason. */
export function WhatIfList(props: { readonly map: MapValue; readonly whatIf: WhatIf }) {
  const { map, whatIf } = props;
  const { fallen, degraded, answer } = whatIf;
  const parts = useMemo(() => fallenParts(map, fallen.keys()), [map, fallen]);
  const name = (id: string): string => map.components.get(id)?.name ?? id;
  const link = (id: string): ReactNode => (
    <Link href={mapPath('components', id)} className={classes.link} dir="auto">
      {name(id)}
    </Link>
  );
  return (
    <div className={classes.details}>
      {parts.map(({ of, ids }) => (
        <Part key={of} title={partTitle(of)} ids={ids}>
          {(id) => (
            <>
              {link(id)}{' '}
              <span className={classes.why} dir="auto">
                {words.because(
                  stepNames(map, (fallen.get(id) ?? []).slice(1)).join(words.pathArrow),
                )}
              </span>
              <Objective map={map} id={id} />
            </>
          )}
        </Part>
      ))}
      <Part title={words.degradesTitle} ids={[...degraded.keys()]}>
        {(id) => {
          const why = degraded.get(id);
          return (
            <>
              {link(id)}{' '}
              <span className={classes.why} dir="auto">
                {why?.why === 'less-redundant'
                  ? words.why['less-redundant'](why.up ?? 0, why.needs ?? 0)
                  : why === undefined
                    ? ''
                    : words.why[why.why](name(why.cause))}
              </span>
            </>
          );
        }}
      </Part>
      <Part title={words.orphanedTitle} ids={answer?.orphaned ?? []}>
        {link}
      </Part>
      <Part
        title={words.lastTitle}
        ids={(answer?.lastPerson ?? []).map(({ component }) => component)}
      >
        {(id) => {
          const last = answer?.lastPerson.find(({ component }) => component === id);
          const person = last === undefined ? undefined : map.people.get(last.person);
          return (
            <>
              {link(id)} <span className={classes.why}>{person?.name}</span>
            </>
          );
        }}
      </Part>
    </div>
  );
}

function partTitle(of: FallenPart['of']): string {
  return of === 'noticed' ? words.noticedTitle : words.fallsIn(mapText.layer[of]);
}

/** What it is meant to reach, and does not while it is down. */
function Objective({ map, id }: { readonly map: MapValue; readonly id: string }) {
  const { availability, rtoSeconds } = map.components.get(id)?.objective ?? {};
  const said = [
    ...(availability === undefined
      ? []
      : [words.objective(String(Number((availability * 100).toPrecision(8))))]),
    ...(rtoSeconds === undefined ? [] : [words.backWithin(duration(rtoSeconds))]),
  ];
  if (said.length === 0) return null;
  return <span className={classes.objective}>{said.join(', ')}</span>;
}

function Part(props: {
  readonly title: string;
  readonly ids: readonly string[];
  readonly children: (id: string) => ReactNode;
}) {
  const { title, ids } = props;
  if (ids.length === 0) return null;
  return (
    <div className={classes.part}>
      <h2 className={classes.partTitle}>
        {title} <span className={classes.count}>{ids.length.toLocaleString('en')}</span>
      </h2>
      <ul className={classes.list}>
        {ids.slice(0, mostShown).map((id) => (
          <li key={id}>{props.children(id)}</li>
        ))}
      </ul>
      {ids.length > mostShown && (
        <p className={classes.why}>{words.more(ids.length - mostShown)}</p>
      )}
    </div>
  );
}
