import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children. */
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

export type XmlResult =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly line: number; readonly problem: string };

/** Deeper than any file that people wrote; what walks the tree may then be recursive. */
const mostDepth = 400;
const mostCharacters = 64 * 1024 * 1024;

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

/**
 * Reads XML, strictly. Entities are the five of XML and numbers: those that a document type declares
 * are refused, never expanded, and nothing outside of the text is looked for.
 */
export function readXml(text: string): XmlResult {
  if (text.length > mostCharacters) return { ok: false, line: 1, problem: 'larger than 64 MB' };
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let found: { line: number; problem: string } | undefined;
  const refuse = (problem: string): void => {
    found ??= { line: parser.line, problem };
  };
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+:\s*/, '')));
  parser.on('opentag', ({ name, attributes }) => {
    if (found !== undefined) return;
    if (open.length >= mostDepth)
      return refuse(`more than ${mostDepth} elements inside each other`);
    const element = { name, attributes, children: [], text: '', line: parser.line };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('text', (part) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  });
  parser.on('cdata', (part) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  });
  parser.on('closetag', () => void open.pop());
  for (let at = 0; at < text.length && found === undefined; at += pieceLength)
    parser.write(text.slice(at, at + pieceLength));
  if (found === undefined) parser.close();
  if (found !== undefined) return { ok: false, ...found };
  if (root === undefined) return { ok: false, line: 1, problem: 'no element' };
  return { ok: true, root };
}

/** So that a file that is refused at its beginning is not read to its end. */
const pieceLength = 1 << 16;
