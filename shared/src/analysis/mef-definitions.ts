import type { XmlElement } from './xml-tree.ts';

/** One file of a model in Open-PSA MEF. */
export interface MefFile {
  readonly name: string;
  readonly text: string;
}

/** What is wrong with a file, and where. */
export interface MefProblem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

export interface Definition {
  readonly element: XmlElement;
  readonly file: string;
  /** What encloses it, from the outside on: `a.b.`, or empty. */
  readonly scope: string;
}

/** Everything that the files define, by its full name. */
export interface MefDefinitions {
  readonly gates: ReadonlyMap<string, Definition>;
  readonly events: ReadonlyMap<string, Definition>;
  readonly houses: ReadonlyMap<string, Definition>;
  readonly parameters: ReadonlyMap<string, Definition>;
  readonly commonCauses: readonly Definition[];
}

const containers = new Set(['opsa-mef', 'open-psa', 'define-fault-tree', 'model-data']);
/** Parts of MEF that say nothing of what this reads. */
const ignored = new Set(['label', 'attributes', 'define-event-tree', 'define-initiating-event']);

export interface Collected {
  readonly definitions: MefDefinitions;
  readonly problems: readonly MefProblem[];
}

/** Finds all definitions, those inside of components too. */
export function collectDefinitions(
  roots: readonly { readonly file: string; readonly root: XmlElement }[],
): Collected {
  const problems: MefProblem[] = [];
  const commonCauses: Definition[] = [];
  const registers = {
    'define-gate': new Map<string, Definition>(),
    'define-basic-event': new Map<string, Definition>(),
    'define-house-event': new Map<string, Definition>(),
    'define-parameter': new Map<string, Definition>(),
  };
  const names = new Map(roots.map(({ file }) => [file.replace(/^.*[\\/]/, ''), true]));

  function visit(element: XmlElement, file: string, scope: string, isPrivate: boolean): void {
    const { name, attributes, line } = element;
    const refuse = (text: string): void => void problems.push({ file, line, text });
    if (containers.has(name)) {
      for (const child of element.children) visit(child, file, scope, isPrivate);
    } else if (name === 'define-component') {
      const called = attributes['name'] ?? '';
      const role = attributes['role'];
      const hidden = role === undefined ? isPrivate : role === 'private';
      for (const child of element.children) visit(child, file, `${scope}${called}.`, hidden);
    } else if (isRegister(name)) {
      const called = attributes['name']?.trim() ?? '';
      if (called === '') return refuse(`${name} has no name.`);
      const hidden = (attributes['role'] ?? (isPrivate ? 'private' : 'public')) === 'private';
      const full = hidden ? `${scope}${called}` : called;
      const isDouble =
        name === 'define-parameter'
          ? registers[name].has(full)
          : [...eventRegisters].some((one) => registers[one].has(full));
      if (isDouble) return refuse(`${full} is defined twice.`);
      registers[name].set(full, { element, file, scope });
    } else if (name === 'define-CCF-group') {
      commonCauses.push({ element, file, scope });
    } else if (name === 'include' || name === 'xi:include') {
      const wanted = attributes['file'] ?? attributes['href'] ?? '';
      if (!names.has(wanted.replace(/^.*[\\/]/, '')))
        refuse(`It includes ${wanted}, which is read only when it is given, too.`);
    } else if (!ignored.has(name)) {
      refuse(`<${name}> is not understood.`);
    }
  }

  function isRegister(name: string): name is keyof typeof registers {
    return name in registers;
  }

  for (const { file, root } of roots) {
    if (root.name === 'opsa-mef' || root.name === 'open-psa') visit(root, file, '', false);
    else
      problems.push({
        file,
        line: root.line,
        text: `This is no Open-PSA MEF: it begins with <${root.name}>, not <opsa-mef>.`,
      });
  }
  return {
    problems,
    definitions: {
      gates: registers['define-gate'],
      events: registers['define-basic-event'],
      houses: registers['define-house-event'],
      parameters: registers['define-parameter'],
      commonCauses,
    },
  };
}

const eventRegisters = ['define-gate', 'define-basic-event', 'define-house-event'] as const;

/** The full name of what is called `name` in a scope: that of the innermost scope that knows it. */
export function resolveName(
  name: string,
  scope: string,
  isKnown: (full: string) => boolean,
): string | undefined {
  const parts = scope.split('.').slice(0, -1);
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const full = [...parts.slice(0, depth), name].join('.');
    if (isKnown(full)) return full;
  }
  // A path leads to something public, too, whose full name is the last part alone.
  const last = name.split('.').at(-1) ?? name;
  return last !== name && isKnown(last) ? last : undefined;
}
