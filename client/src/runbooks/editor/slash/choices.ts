import { slashText } from '../../../ui/text/slash.ts';
import { blocks, type Block } from './blocks.ts';
import {
  componentLink,
  incidentLink,
  personLink,
  runbookLink,
  type LinkedIncident,
  type LinkedName,
  type LinkedRunbook,
} from './link-words.ts';
import { best } from './rank.ts';

/** What the menu knows of the workspace and of the text at the moment it is opened. */
export interface SlashWorld {
  readonly sourcePath: string;
  /** Last changed first, without the one that is written. */
  readonly runbooks: readonly LinkedRunbook[];
  /** Live ones first. */
  readonly incidents: readonly LinkedIncident[];
  readonly components: readonly LinkedName[];
  readonly people: readonly LinkedName[];
  readonly declared: readonly string[];
  /** In the text, but not declared. */
  readonly used: readonly string[];
}

export type Action =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'text'; readonly text: string }
  /** `declare`: add it to the front matter as well. */
  | { readonly kind: 'variable'; readonly name: string; readonly declare: boolean }
  /** Shows the choices of one kind only: what the menu has is replaced by these words. */
  | { readonly kind: 'narrow'; readonly words: string }
  | { readonly kind: 'image' }
  | { readonly kind: 'nothing' };

export interface Choice {
  readonly section: keyof typeof slashText.sections;
  readonly label: string;
  readonly detail: string;
  readonly action: Action;
}

const mostOfAKind = 8;
const mostNarrowed = 50;
const variableName = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

type Narrow = 'variable' | 'runbook' | 'incident' | 'component' | 'person';
const narrows: readonly Narrow[] = ['variable', 'runbook', 'incident', 'component', 'person'];

/** What the menu offers for what was typed behind the slash, best first within each section. */
export function choicesFor(query: string, world: SlashWorld): readonly Choice[] {
  const narrow = narrows.find((kind) => query === kind || query.startsWith(`${kind} `));
  if (narrow !== undefined) {
    const found = narrowed(narrow, query.slice(narrow.length).trim(), world);
    if (found.length > 0 && query !== narrow) return found;
    if (query !== narrow)
      return [{ section: 'insert', ...slashText.nothing, action: { kind: 'nothing' } }];
  }
  const inserts = best(insertChoices(), query, wordsOf, 50);
  if (query.trim() === '') return inserts;
  return [
    ...inserts,
    ...runbookChoices(query, world, mostOfAKind),
    ...incidentChoices(query, world, mostOfAKind),
    ...nameChoices('components', query, world.components, mostOfAKind),
    ...nameChoices('people', query, world.people, mostOfAKind),
    ...knownVariables(query, world),
  ];
}

function narrowed(kind: Narrow, query: string, world: SlashWorld): readonly Choice[] {
  switch (kind) {
    case 'runbook':
      return runbookChoices(query, world, mostNarrowed);
    case 'incident':
      return incidentChoices(query, world, mostNarrowed);
    case 'component':
      return nameChoices('components', query, world.components, mostNarrowed);
    case 'person':
      return nameChoices('people', query, world.people, mostNarrowed);
    case 'variable':
      return variableChoices(query, world);
  }
}

interface Insert extends Choice {
  readonly words: string;
}

function insertChoices(): readonly Insert[] {
  const listed = blocks.map((block): Insert => ({
    section: 'insert',
    ...slashText.blocks[block.id],
    words: block.words,
    action: { kind: 'block', block },
  }));
  const toNarrow = (kind: Narrow, words: string): Insert => ({
    section: 'insert',
    ...slashText[kind],
    words: `${kind} ${words}`,
    action: { kind: 'narrow', words: `${kind} ` },
  });
  const at = listed.findIndex(
    ({ action }) => action.kind === 'block' && action.block.id === 'timer',
  );
  return [
    ...listed.slice(0, at),
    toNarrow('variable', 'placeholder parameter input'),
    ...listed.slice(at),
    {
      section: 'insert',
      ...slashText.image,
      words: 'picture screenshot photo',
      action: { kind: 'image' },
    },
    toNarrow('runbook', 'reference'),
    toNarrow('incident', 'outage room'),
    toNarrow('component', 'service'),
    toNarrow('person', 'people owner contact'),
  ];
}

function wordsOf(choice: Insert): string {
  return `${choice.label} ${choice.words}`;
}

function runbookChoices(query: string, world: SlashWorld, limit: number): readonly Choice[] {
  return best(world.runbooks, query, ({ title }) => title, limit).map((runbook): Choice => ({
    section: 'runbooks',
    label: runbook.title,
    detail: runbook.sourcePath,
    action: { kind: 'text', text: runbookLink(runbook, world.sourcePath) },
  }));
}

function incidentChoices(query: string, world: SlashWorld, limit: number): readonly Choice[] {
  return best(world.incidents, query, ({ title }) => title, limit).map((incident): Choice => ({
    section: 'incidents',
    label: incident.title,
    detail: incident.isLive ? slashText.live : '',
    action: { kind: 'text', text: incidentLink(incident) },
  }));
}

function nameChoices(
  section: 'components' | 'people',
  query: string,
  names: readonly LinkedName[],
  limit: number,
): readonly Choice[] {
  const link = section === 'people' ? personLink : componentLink;
  return best(names, query, ({ name }) => name, limit).map((named): Choice => ({
    section,
    label: named.name,
    detail: named.id === undefined ? '' : slashText.onMap,
    action: { kind: 'text', text: link(named) },
  }));
}

function knownVariables(query: string, world: SlashWorld): readonly Choice[] {
  const of = (names: readonly string[], detail: string) =>
    best(names, query, (name) => name, mostOfAKind).map((name): Choice => ({
      section: 'variables',
      label: `{{${name}}}`,
      detail,
      action: { kind: 'variable', name, declare: false },
    }));
  return [...of(world.declared, slashText.known), ...of(world.used, slashText.used)];
}

function variableChoices(query: string, world: SlashWorld): readonly Choice[] {
  const known = knownVariables(query, world);
  if (query === '') {
    return [...known, { section: 'variables', ...slashText.nameIt, action: { kind: 'nothing' } }];
  }
  if (!variableName.test(query) || world.declared.includes(query)) return known;
  return [
    {
      section: 'variables',
      ...slashText.newVariable(query),
      action: { kind: 'variable', name: query, declare: true },
    },
    {
      section: 'variables',
      ...slashText.undeclared(query),
      action: { kind: 'variable', name: query, declare: false },
    },
    ...known,
  ];
}
