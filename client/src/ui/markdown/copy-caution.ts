import type { Nodes } from 'hast';
import { readerText } from '../text/reader.ts';

/**
 * What to mind about a copy of code in which variables are filled in: those that are not, and
 * values that a shell would take apart. Undefined where there is nothing.
 */
export function copyCaution(node: Nodes | undefined): string | undefined {
  const unfilled = new Set<string>();
  const hostile = new Set<string>();
  const look = (at: Nodes): void => {
    if (at.type === 'element') {
      const name = String(at.properties['dataVariable'] ?? '');
      if (at.properties['dataEmpty'] === true) unfilled.add(name);
      if (at.properties['dataHostile'] === true) hostile.add(name);
    }
    if ('children' in at) at.children.forEach(look);
  };
  if (node !== undefined) look(node);
  const said = [
    ...(unfilled.size > 0 ? [readerText.copiedUnfilled([...unfilled])] : []),
    ...(hostile.size > 0 ? [readerText.copiedHostile([...hostile])] : []),
  ];
  return said.length === 0 ? undefined : said.join(' ');
}
