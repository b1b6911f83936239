import {
  createDraft,
  type DraftBuilder,
  type MapDraft,
  nameText,
  type Place,
  type SourceFile,
} from './draft.ts';

/** GitHub: the last rule that matches wins. GitLab: the last of each section does, and sections add up. */
export type CodeownersFlavour = 'github' | 'gitlab';

interface Rule {
  readonly pattern: string;
  readonly owners: readonly string[];
  readonly section: string;
  readonly isExclusion: boolean;
  readonly line: number;
  matches(path: string): boolean;
}

export interface Codeowners {
  readonly flavour: CodeownersFlavour;
  readonly rules: readonly Rule[];
  /** Lines that the flavour does not know. */
  readonly problems: readonly { readonly line: number; readonly text: string }[];
  /** Owners of a file, by its path below the repository: `@user`, `@org/team` or an address. */
  ownersOf(path: string): readonly string[];
}

export function isCodeownersPath(path: string): boolean {
  return /(?:^|\/)CODEOWNERS$/.test(path);
}

const sectionHead = /^\^?\[([^\]]*)\](?:\[\d+\])?\s*(.*)$/;

/** Reads a file of code owners. GitLab's has sections, or lies in `.gitlab`. */
export function parseCodeowners(path: string, text: string): Codeowners {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const hasSections = lines.some((line) => sectionHead.test(line.trim()));
  const flavour = hasSections || /(?:^|\/)\.gitlab\//.test(path) ? 'gitlab' : 'github';
  const rules: Rule[] = [];
  const problems: { line: number; text: string }[] = [];
  let section = '';
  let defaults: readonly string[] = [];
  for (const [at, raw] of lines.entries()) {
    const line = at + 1;
    const said = raw.trim();
    if (said === '' || said.startsWith('#')) continue;
    const head = flavour === 'gitlab' ? sectionHead.exec(said) : null;
    if (head !== null) {
      // Sections of one name are one, whatever its case.
      section = (head[1] ?? '').trim().toLowerCase();
      defaults = ownersIn(head[2] ?? '');
      continue;
    }
    const [first = '', ...rest] = wordsOf(said);
    const isExclusion = first.startsWith('!');
    if (flavour === 'github' && (isExclusion || /[[\]]/.test(first))) {
      problems.push({ line, text: `GitHub does not know this pattern: ${first}` });
      continue;
    }
    const pattern = isExclusion ? first.slice(1) : first;
    const named = ownersIn(rest.join(' '));
    const owners = named.length === 0 ? defaults : named;
    rules.push({ pattern, owners, section, isExclusion, line, matches: matcher(pattern, flavour) });
  }
  return {
    flavour,
    rules,
    problems,
    ownersOf(file) {
      const bySection = new Map<string, Rule>();
      const excluded = new Set<string>();
      for (const rule of rules) {
        if (!rule.matches(file)) continue;
        // What a section excludes cannot be owned in it again.
        if (rule.isExclusion) excluded.add(rule.section);
        else bySection.set(rule.section, rule);
      }
      return [
        ...new Set(
          [...bySection].flatMap(([name, { owners }]) => (excluded.has(name) ? [] : owners)),
        ),
      ];
    },
  };
}

/** Words between spaces; a backslash keeps the next character, and ` #` begins a remark. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  for (let at = 0; at < line.length; at += 1) {
    const one = line.charAt(at);
    if (one === '\\' && at + 1 < line.length) {
      at += 1;
      word += line.charAt(at);
    } else if (/\s/.test(one)) {
      if (word !== '') words.push(word);
      word = '';
      if (/^\s*#/.test(line.slice(at))) break;
    } else {
      word += one;
    }
  }
  return word === '' ? words : [...words, word];
}

function ownersIn(text: string): readonly string[] {
  const words = text.replace(/(?:^|\s)#.*$/, '').split(/\s+/);
  return words.filter((word) => /^@{1,2}[^@\s]+$|^[^@\s]+@[^@\s]+$/.test(word));
}

/**
 * What git says of patterns, but for what each of the two says differently. By hand, since as regular
 * expressions patterns of strangers could take for ever.
 */
function matcher(pattern: string, flavour: CodeownersFlavour): (path: string) => boolean {
  const isFolder = pattern.endsWith('/');
  const parts = pattern.replace(/^\/+/, '').replace(/\/+$/, '').split('/');
  const isAnchored = pattern.startsWith('/') || (flavour === 'github' && parts.length > 1);
  const wanted = isAnchored ? parts : ['**', ...parts];
  // What ends so needs something below.
  if (wanted.at(-1) === '**') wanted.push('*');
  // `docs/*` owns the files in it and none further down; everything else owns what lies below.
  const isFlat = parts.length > 1 && parts.at(-1) === '*';
  return (path) => {
    const names = path.split('/');
    for (let length = 1; length <= names.length; length += 1) {
      const isWhole = length === names.length;
      if ((isFolder && isWhole) || (isFlat && !isWhole)) continue;
      if (matchesParts(wanted, names.slice(0, length))) return true;
    }
    return false;
  };
}

/** Names against parts of a pattern, of which `**` stands for any number of names. */
function matchesParts(wanted: readonly string[], names: readonly string[]): boolean {
  return matchesAll(
    wanted.length,
    names.length,
    (at) => wanted[at] === '**',
    (at, name) => matchesPart(wanted[at] ?? '', names[name] ?? ''),
  );
}

/** One name against one part: `*` stands for any characters, `?` for one. */
function matchesPart(wanted: string, name: string): boolean {
  return matchesAll(
    wanted.length,
    name.length,
    (at) => wanted.charAt(at) === '*',
    (at, character) => wanted.charAt(at) === '?' || wanted.charAt(at) === name.charAt(character),
  );
}

/** Matching with wildcards, in at most as many steps as both lengths multiplied. */
function matchesAll(
  wantedLength: number,
  length: number,
  isMany: (wanted: number) => boolean,
  isOne: (wanted: number, at: number) => boolean,
): boolean {
  let wanted = 0;
  let at = 0;
  let many = -1;
  let from = 0;
  while (at < length) {
    if (wanted < wantedLength && isMany(wanted)) {
      many = wanted;
      from = at;
      wanted += 1;
    } else if (wanted < wantedLength && isOne(wanted, at)) {
      wanted += 1;
      at += 1;
    } else if (many >= 0) {
      // The last wildcard takes one more.
      from += 1;
      at = from;
      wanted = many + 1;
    } else return false;
  }
  while (wanted < wantedLength && isMany(wanted)) wanted += 1;
  return wanted === wantedLength;
}

/**
 * Reads files of code owners. Folders that a rule names become components with the owners that
 * count there; owners become people and teams. Rules for kinds of files say nothing of a component,
 * and are counted.
 */
export function readCodeowners(files: readonly SourceFile[]): MapDraft {
  const draft = createDraft('codeowners');
  for (const file of files) {
    const owners = parseCodeowners(file.path, file.text);
    for (const { line, text } of owners.problems)
      draft.note('left-out', { file: file.path, line }, text);
    let others = 0;
    for (const rule of owners.rules) {
      const folder = folderOf(rule.pattern);
      if (folder === undefined || rule.isExclusion) {
        others += 1;
        continue;
      }
      addFolder(draft, folder, owners.ownersOf(`${folder}/file`), {
        file: file.path,
        line: rule.line,
        commit: file.commit,
      });
    }
    if (others > 0) {
      const text = `${others} ${others === 1 ? 'rule names' : 'rules name'} no folder, and so no component.`;
      draft.note('left-out', { file: file.path }, text);
    }
  }
  return draft.done();
}

/** `/services/payments/`, `services/payments/*` and `services/payments/**` name a folder. */
function folderOf(pattern: string): string | undefined {
  const bare = pattern.replace(/^\//, '').replace(/\/(?:\*{1,2})?$/, '');
  const namesFolder = bare !== pattern.replace(/^\//, '') || !/\.[^/]+$/.test(bare);
  return bare === '' || !namesFolder || /[*?[\]]/.test(bare) ? undefined : bare;
}

function addFolder(
  draft: DraftBuilder,
  folder: string,
  owners: readonly string[],
  place: Place,
): void {
  const people: string[] = [];
  const teams: string[] = [];
  for (const owner of owners) {
    const isTeam = owner.startsWith('@@') || (owner.startsWith('@') && owner.includes('/'));
    const name = owner.replace(/^@+/, '');
    if (isTeam) {
      const fields = {
        name: nameText(name.slice(name.lastIndexOf('/') + 1)),
        note: nameText(owner),
      };
      teams.push(draft.add('teams', name.toLowerCase(), place, fields));
    } else {
      const isAddress = !owner.startsWith('@');
      const fields = {
        name: nameText(isAddress ? name.slice(0, name.indexOf('@')) : name),
        aliases: isAddress ? [name] : [owner],
        contacts: isAddress ? [{ kind: 'email', value: name }] : [],
      };
      people.push(draft.add('people', name.toLowerCase(), place, fields));
    }
  }
  draft.add('components', folder, place, {
    name: nameText(folder.slice(folder.lastIndexOf('/') + 1)),
    layer: 'software',
    type: 'code',
    description: `Code in ${folder}`,
    ownerPeople: people,
    ownerTeams: teams,
  });
}
