import { useEffect, useState } from 'react';
import type { ComponentPath } from '@holdfast/shared/ownership/component-knowledge';
import type { MapValue } from '@holdfast/shared/model/map-value';
import { mapGitText as words } from '../../ui/text/map-git.ts';
import { chosenOf } from './corrections.ts';
import type { GitReader } from './git-client.ts';
import type { FoundPlan } from './git-messages.ts';
import type { Found, GitLog } from './use-git-log.ts';

/** What a plan follows from. */
interface Asked {
  readonly map: MapValue;
  readonly found: Found;
  readonly links: GitLog['steps']['now']['links'];
  readonly component: string;
  readonly repository: string;
  readonly paths: readonly ComponentPath[];
  readonly exclude: readonly string[];
}

export interface ShownPlan {
  /** The last that was worked out. */
  readonly plan: FoundPlan | undefined;
  /** Does it follow from everything as it is now? */
  readonly isCurrent: boolean;
  readonly problem: string | undefined;
}

/** What the map would learn, kept up with the map and the corrections. */
export function useGitPlan(reader: GitReader, asked: Asked): ShownPlan {
  const { map, found, links, component, repository } = asked;
  /** Compared by what they say: each rendering makes new ones. */
  const rest = JSON.stringify([asked.paths, asked.exclude]);
  const isNothing = component === '' && asked.paths.length === 0;
  const [answer, setAnswer] = useState<{
    readonly of: Asked;
    readonly rest: string;
    readonly plan: FoundPlan;
  }>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if (isNothing) return undefined;
    let isLate = false;
    const { people, knowledge, deleted } = map;
    reader
      .ask('plan', {
        listed: found.listed,
        map: { people, knowledge, deleted: { people: deleted.people } },
        component,
        repository,
        paths: asked.paths,
        exclude: asked.exclude,
        chosen: chosenOf({ links, listed: found.listed }, found.identities.people),
      })
      .then(
        (plan) => {
          if (isLate) return;
          setProblem(undefined);
          setAnswer({ of: asked, rest, plan });
        },
        (error: unknown) => {
          if (!isLate) setProblem(words.problems.worker(String(error)));
        },
      );
    return () => {
      isLate = true;
    };
    // `rest` stands for the paths and the patterns, the others are what `asked` has.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [reader, map, found, links, component, repository, rest]);
  const of = answer?.of;
  const isCurrent =
    of !== undefined &&
    of.map === map &&
    of.found === found &&
    of.links === links &&
    of.component === component &&
    of.repository === repository &&
    answer?.rest === rest;
  const isOfSame = !isNothing && of?.component === component;
  return { plan: isOfSame ? answer?.plan : undefined, isCurrent, problem };
}
