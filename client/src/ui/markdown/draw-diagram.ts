import mermaid from 'mermaid';
import { asksAgain } from '../late-code.ts';
import classes from './diagram.module.css';

/** A diagram as a picture, or why it could not be drawn: `line` counts from 1 where it is known. */
export type DrawnDiagram =
  | { readonly ok: true; readonly address: string; readonly description: string }
  | { readonly ok: false; readonly line: number | undefined };

const longestText = 50_000;
let drawings = 0;

/**
 * Draws a Mermaid diagram. What comes back is a picture (an address that holds it): nothing in it can
 * run, fetch or reach the page, whatever the text was. Rejects only where Mermaid's code for this kind
 * of diagram cannot be had.
 */
export async function drawDiagram(text: string, dark: boolean): Promise<DrawnDiagram> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: dark ? 'dark' : 'default',
    // Words in a picture cannot be HTML, and need a font that every device has.
    htmlLabels: false,
    fontFamily: 'system-ui, sans-serif',
    flowchart: { htmlLabels: false, useMaxWidth: false },
    sequence: { useMaxWidth: false },
    suppressErrorRendering: true,
    maxTextSize: longestText,
    logLevel: 'fatal',
  });
  drawings += 1;
  const stage = document.createElement('div');
  stage.className = classes.stage ?? '';
  stage.ariaHidden = 'true';
  document.body.append(stage);
  try {
    const { svg, diagramType } = await mermaid.render(`diagram-${drawings}`, text, stage);
    const picture = sized(svg);
    return {
      ok: true,
      address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.markup)}`,
      description: picture.title || diagramType,
    };
  } catch (error) {
    if (asksAgain(error)) throw error;
    const said = error instanceof Error ? error.message : '';
    const line = Number(/\bline (\d+)/.exec(said)?.[1]);
    return { ok: false, line: Number.isInteger(line) ? line : undefined };
  } finally {
    stage.remove();
  }
}

/** A picture needs its own size: a width in per cent means nothing outside a page. */
function sized(svg: string): { readonly markup: string; readonly title: string } {
  const document = new DOMParser().parseFromString(svg, 'text/html');
  const root = document.querySelector('svg');
  if (root === null) throw new Error('no picture came out');
  const [, , width, height] = (root.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  if (width !== undefined && height !== undefined && width > 0 && height > 0) {
    root.setAttribute('width', String(Math.ceil(width)));
    root.setAttribute('height', String(Math.ceil(height)));
  }
  root.style.removeProperty('max-width');
  const title = root.querySelector(':scope > title')?.textContent?.trim() ?? '';
  const described = root.querySelector(':scope > desc')?.textContent?.trim() ?? '';
  return {
    markup: new XMLSerializer().serializeToString(root),
    title: [title, described].filter((words) => words !== '').join('. '),
  };
}
