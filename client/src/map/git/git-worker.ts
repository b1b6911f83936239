/// <reference lib="webworker" />
import {
  analyseOwnership,
  knowersOf,
  type Ownership,
  writersOf,
} from '@holdfast/shared/ownership/analyse-ownership';
import { listedOfAuthors } from '@holdfast/shared/ownership/correct-identities';
import type { History } from '@holdfast/shared/ownership/file-history';
import { identify, type Person } from '@holdfast/shared/ownership/identities';
import {
  type ListedPerson,
  readCorrections,
  writeIdentities,
} from '@holdfast/shared/ownership/identities-file';
import { severalAmong } from '@holdfast/shared/ownership/unsure-identities';
import { planGitKnowledge } from '@holdfast/shared/transfer/plan-git-knowledge';
import { z } from 'zod/mini';
import type { FoundPeople, FoundPlan, GitCalls, GitRequest } from './git-messages.ts';
import { readLog } from './read-log.ts';

declare const self: DedicatedWorkerGlobalScope;

// The relay's content security policy forbids making code from text.
z.config({ jitless: true });

let history: History | undefined;
/** The last that was worked out: a plan for another component needs nothing new. */
let known: { readonly by: string; readonly ownership: Ownership } | undefined;

self.addEventListener('message', ({ data }: MessageEvent<GitRequest>) => {
  void answer(data).then(
    (value) => self.postMessage({ id: data.id, value }),
    (error: unknown) => self.postMessage({ id: data.id, problem: String(error) }),
  );
});

async function answer(request: GitRequest): Promise<GitCalls[GitRequest['kind']]['answer']> {
  switch (request.kind) {
    case 'read': {
      const read = await readLog(request.log, request.list, (bytes) =>
        self.postMessage({ id: request.id, progress: bytes }),
      );
      if (!read.ok) return read;
      ({ history } = read);
      return { ok: true, facts: read.facts };
    }
    case 'people':
      return people(request.listed);
    case 'plan':
      return plan(request);
    case 'write':
      return writeIdentities(identify(readHistory().authors, asCorrections(request.listed)));
    case 'correct':
      return correct(request.text);
  }
}

function readHistory(): History {
  if (history === undefined) throw new Error('No log was read.');
  return history;
}

function asCorrections(people: readonly ListedPerson[]) {
  return { people, renames: [] };
}

function people(listed: readonly ListedPerson[]): FoundPeople {
  const { authors } = readHistory();
  const found = identify(authors);
  const identities = listed.length === 0 ? found : identify(authors, asCorrections(listed));
  const asFound = new Map(found.people.map((person) => [who(person), person]));
  // Whoever was listed as they were found is still one for the reason they were found by.
  const shown = identities.people.map((person) => {
    const same = asFound.get(who(person));
    return same === undefined ? person : { ...person, merged: same.merged };
  });
  return {
    identities: { ...identities, people: shown },
    corrected: identities.people.map((person) => !asFound.has(who(person))),
    several: severalAmong(identities.people),
  };
}

function who({ name, emails, names, bot }: Person): string {
  return JSON.stringify([name, bot, emails.toSorted(), names.toSorted()]);
}

function plan(asked: GitCalls['plan']['ask']): FoundPlan {
  const read = readHistory();
  const key = JSON.stringify([asked.listed, asked.exclude]);
  if (known?.by !== key) {
    known = {
      by: key,
      ownership: analyseOwnership(read, {
        corrections: asCorrections(asked.listed),
        exclude: asked.exclude,
      }),
    };
  }
  const { ownership } = known;
  const { counted } = ownership.files;
  return {
    plan: planGitKnowledge(asked.map, {
      repository: asked.repository,
      history: read,
      ownership,
      paths: asked.paths,
      component: asked.component === '' ? undefined : asked.component,
      chosen: asked.chosen,
    }),
    writers: writersOf(ownership, counted),
    knowers: knowersOf(ownership, counted),
  };
}

function correct(text: string): GitCalls['correct']['answer'] {
  const read = readCorrections(text);
  if (!read.ok) return read;
  const { people: listed, renames } = read.corrections;
  if (renames.length === 0) return { ok: true, listed };
  const { authors } = readHistory();
  return { ok: true, listed: listedOfAuthors(authors, identify(authors, read.corrections)) };
}
