import mermaid from 'mermaid';
import { asksAgain } from '../late-code.ts';
import {
  foreignElements,
  isLocalAttribute,
  localDiagram,
  localStyles,
  lockedSettings,
} from './diagram-safety.ts';
import classes from './diagram.module.css';

/** A diagram as a picture, or why it could not be drawn. */
export type DrawnDiagram =
  | {
      readonly ok: true;
      readonly address: string;
      readonly description: string;
      /** Something from elsewhere that the text asks for is not in it. */
      readonly leftOut: boolean;
    }
  /** `line` counts from 1 where it is known. */
  | { readonly ok: false; readonly why: 'not-understood'; readonly line: number | undefined }
  | { readonly ok: false; readonly why: 'from-elsewhere' };

const longestText = 50_000;
let drawings = 0;

/**
 * Draws a Mermaid diagram. What comes back is a picture (an address that holds it): nothing in it can
 * run, fetch or reach the page, whatever the text was, and nothing is fetched while it is drawn. Rejects only where Mermaid's code for this kind
 * of diagram cannot be had.
 */
export async function drawDiagram(text: string, dark: boolean): Promise<DrawnDiagram> {
  const local = localDiagram(text);
  if (!local.ok) return { ok: false, why: 'from-elsewhere' };
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    secure: lockedSettings,
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
    const { svg, diagramType } = await mermaid.render(`diagram-${drawings}`, local.text, stage);
    const picture = sized(svg);
    return {
      ok: true,
      address: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.markup)}`,
      description: picture.title || diagramType,
      leftOut: local.leftOut,
    };
  } catch (error) {
    if (asksAgain(error)) throw error;
    const said = error instanceof Error ? error.message : '';
    const line = Number(/\bline (\d+)/.exec(said)?.[1]);
    return { ok: false, why: 'not-understood', line: Number.isInteger(line) ? line : undefined };
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
  keepLocal(root);
  const title = root.querySelector(':scope > title')?.textContent?.trim() ?? '';
  const described = root.querySelector(':scope > desc')?.textContent?.trim() ?? '';
  return {
    markup: new XMLSerializer().serializeToString(root),
    title: [title, described].filter((words) => words !== '').join('. '),
  };
}

function keepLocal(root: SVGSVGElement): void {
  for (const element of root.querySelectorAll(foreignElements)) element.remove();
  for (const style of root.querySelectorAll('style')) {
    style.textContent = localStyles(style.textContent);
  }
  for (const element of [root, ...root.querySelectorAll('*')]) {
    for (const { name, value } of [...element.attributes]) {
      if (!isLocalAttribute(name, value)) element.removeAttribute(name);
    }
  }
}
