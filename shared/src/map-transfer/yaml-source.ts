import { isMap, isNode, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import { cutText } from '../markdown/characters.ts';
import { cleanLine } from '../model/meta.ts';
import type { ImportNote, SourceFile } from './draft.ts';

/** One document of a YAML (or JSON) file. */
export interface YamlDocument {
  readonly value: unknown;
  /** Where it starts, counted from 1. */
  readonly line: number;
  /** Where a part of it starts: keys and indices, from the root. That of the nearest part that is there. */
  lineOf(path: readonly (string | number)[]): number;
}

const maxAliases = 100;

/** Reads every document of a file; what is no YAML is told, and the rest is given. Never throws. */
export function readYaml(file: SourceFile): {
  readonly documents: readonly YamlDocument[];
  readonly notes: readonly ImportNote[];
} {
  const documents: YamlDocument[] = [];
  const notes: ImportNote[] = [];
  const unreadable = (message: string, line?: number): void => {
    const text = `not valid YAML: ${cutText(cleanLine(message), 300)}`;
    notes.push({ kind: 'unreadable', file: file.path, line, text });
  };
  try {
    const lines = new LineCounter();
    const parsed = parseAllDocuments(file.text.replace(/^\uFEFF/, ''), {
      lineCounter: lines,
      logLevel: 'silent',
      schema: 'core',
      uniqueKeys: false,
    });
    if ('empty' in parsed) return { documents, notes };
    for (const document of parsed) {
      const [error] = document.errors;
      if (error !== undefined) {
        unreadable(error.message, lines.linePos(error.pos[0]).line);
        continue;
      }
      const at = (node: unknown): number | undefined => {
        const offset = isNode(node) ? node.range?.[0] : undefined;
        return offset === undefined ? undefined : lines.linePos(offset).line;
      };
      const line = at(document.contents) ?? 1;
      const value: unknown = document.toJS({ maxAliasCount: maxAliases });
      if (value === null || value === undefined) continue;
      documents.push({
        value,
        line,
        lineOf(path) {
          let node: unknown = document.contents;
          let found = line;
          for (const step of path) {
            const next = childOf(node, step);
            if (next === undefined) break;
            found = at(next.key) ?? at(next.node) ?? found;
            node = next.node;
          }
          return found;
        },
      });
    }
  } catch (error) {
    unreadable(error instanceof Error ? error.message : String(error));
  }
  return { documents, notes };
}

function childOf(
  node: unknown,
  step: string | number,
): { readonly node: unknown; readonly key?: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
    return pair === undefined ? undefined : { node: pair.value, key: pair.key };
  }
  return isSeq(node) && typeof step === 'number' && step < node.items.length
    ? { node: node.items[step] }
    : undefined;
}
