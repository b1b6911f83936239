import { declareIncident } from '@holdfast/shared/model/incident-say';
import { person } from '@holdfast/shared/model/run-fixture';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { matchCommands } from '../app/commands.ts';
import { commandsOfVerb, incidentCommands } from './incident-commands.ts';
import { shownIncident } from './incident-context.tsx';
import { createIncidentStore } from './incident-store.ts';
import { incidentWords } from './incident-words.ts';
import { type Verb, verbs } from './verbs.ts';

function commandsOf(begin: (verb: Verb) => void) {
  const doc = new Y.Doc();
  const ana = person('Ana', 1_000);
  declareIncident(doc, { title: 'Down', severity: 2 }, ana);
  const store = createIncidentStore(doc);
  const nothing = () => undefined;
  return incidentCommands({
    shown: shownIncident({ name: 'incident:a', doc, store, context: () => ana }),
    dialogs: { show: nothing },
    actions: { archive: nothing, restore: nothing, copyLink: nothing },
    me: 'Ana',
    names: incidentWords(),
    print: nothing,
    go: nothing,
    download: nothing,
    begin,
  });
}

it('does in the palette whatever a verb does', () => {
  const commands = commandsOf(() => undefined);
  for (const verb of verbs) {
    const begins = commandsOfVerb(verb);
    expect(begins.length, verb).toBeGreaterThan('incident-'.length);
    const found = commands.filter(({ id }) => id.startsWith(begins));
    expect(found.length, verb).toBeGreaterThan(0);
    // Whoever knows only the verb finds it by that.
    expect(
      matchCommands(commands, verb).some(({ id }) => id.startsWith(begins)),
      verb,
    ).toBe(true);
  }
});

it('begins the verb where one writes', () => {
  const begun: Verb[] = [];
  commandsOf((verb) => begun.push(verb))
    .find(({ id }) => id === 'incident-verb-pin')
    ?.run();
  expect(begun).toEqual(['pin']);
});
