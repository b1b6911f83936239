import { base64 } from '@scure/base';
import type * as Y from 'yjs';
import type { IncidentNames } from '../model/incident-names.ts';
import { bodyStart, findFrontMatter } from '../markdown/front-matter.ts';
import { declaredVariables } from '../markdown/variables.ts';
import type { OutlineEntry } from '../markdown/outline.ts';
import { resolveLink } from '../markdown/resolve-link.ts';
import { textHash } from '../model/ids.ts';
import { readReviews } from '../model/review.ts';
import { imagePathOf, readImages } from '../model/runbook-images.ts';
import { readRunbook, type Runbook } from '../model/runbook.ts';
import type { DocumentName } from '../protocol/names.ts';
import { bundleText } from './bundle-text.ts';
import { markup, type Html, nothing } from './markup.ts';
import { timeElement } from './page.ts';
import { headingId, runbookTextToHtml } from './runbook-text.ts';
import type { SurveyedRunbook } from './survey.ts';

/** Where links between runbooks lead within the file. */
export interface ArticleLinks {
  /** Element id of the article of a runbook or an incident; undefined where it is not in the file. */
  articleOf(name: DocumentName): string | undefined;
  /** Element id of the article that answers an alert or another name. */
  articleForAlert(name: string): string | undefined;
  /** What the workspace calls roles and severities. */
  readonly names: IncidentNames;
  /** What a runbook or an incident is called; its name where it is not here. */
  titleOf(name: string): string;
  /** The runbook that was imported from a path. */
  nameBySourcePath(path: string): DocumentName | undefined;
}

/** Element id of the article of a runbook or an incident. */
export function articleId(name: DocumentName): string {
  return name.replace(':', '-');
}

/** A runbook, whole: what is known of it and its text. */
export function runbookArticle(known: SurveyedRunbook, doc: Y.Doc, links: ArticleLinks): Html {
  const runbook = readRunbook(doc);
  const id = articleId(known.name);
  const text = runbookTextToHtml(runbook.body, {
    title: runbook.title,
    articleId: id,
    resolve: (href) => resolveLink(href, runbook.sourcePath, links.nameBySourcePath),
    articleOf: links.articleOf,
    articleForAlert: links.articleForAlert,
    image: imagesOf(doc),
  });
  const isEmpty = runbook.body.slice(bodyStart(runbook.body)).trim() === '';
  return article(
    id,
    runbook.title,
    markup`${facts(runbook, lastReview(doc, runbook.body))}
      ${outlineList(id, text.outline)}${variableTable(runbook.body)}${frontMatter(runbook.body)}
      ${text.asWritten ? markup`<p class="dim">${bundleText.asWritten}</p>` : nothing}
      ${isEmpty ? markup`<p class="dim">${bundleText.emptyRunbook}</p>` : nothing}
      <div class="text">${text.html}</div>`,
  );
}

/** Stands in the place of a runbook that could not be read. */
export function unreadableArticle({ name, title }: SurveyedRunbook): Html {
  return article(
    articleId(name),
    title,
    markup`<dl class="facts"></dl>
      <p class="text">${bundleText.unreadableRunbook}</p>`,
  );
}

/** Images kept in the document as `data:` addresses, by what the text writes. */
function imagesOf(doc: Y.Doc): (address: string) => string | undefined {
  const images = readImages(doc);
  return (address) => {
    const image = images.get(imagePathOf(address) ?? '');
    return image && `data:${image.type};base64,${base64.encode(image.bytes)}`;
  };
}

/** A runbook or an incident, with its title; the page's script searches and prints each. */
export function article(id: string, title: string, content: Html): Html {
  return markup`<article class="runbook" id="${id}" aria-labelledby="${id}:title">
    <h2 id="${id}:title" dir="auto">${title}</h2>
    ${content}
    <p class="tools"><a href="#start">${bundleText.searchAndContents}</a></p>
  </article> `;
}

/** The newest verdict, by whom and when, and whether the text was changed since. */
function lastReview(doc: Y.Doc, body: string): Html | undefined {
  const review = readReviews(doc).at(-1);
  if (review === undefined) return undefined;
  const { verdict, by, happenedAtMs, version, note } = review;
  const since = version === textHash(body) ? nothing : markup` ${bundleText.textChangedSince}`;
  const said = note === '' ? nothing : markup` “${note}”`;
  return markup`${bundleText.verdicts[verdict]}, ${timeElement(happenedAtMs)} ${bundleText.changedBy(by)}.${since}${said}`;
}

function facts(runbook: Runbook, review: Html | undefined): Html {
  const { owners, alerts, components, tags, aliases, changedAtMs, changedBy, sourcePath } = runbook;
  const by = changedBy === '' ? nothing : markup` ${bundleText.changedBy(changedBy)}`;
  return markup`<dl class="facts">
    ${[
      ...(runbook.archived
        ? [
            markup`<div>
              <dt>${bundleText.archived}</dt>
              <dd></dd>
            </div>`,
          ]
        : []),
      fact(bundleText.owners, owners.length === 0 ? bundleText.noOwner : owners.join(', ')),
      fact(bundleText.answers, alerts.join(', ')),
      fact(bundleText.aliases, aliases.join(', ')),
      fact(bundleText.components, components.join(', ')),
      fact(bundleText.tags, tags.join(', ')),
      ...(changedAtMs > 0
        ? [fact(bundleText.changed, markup`${timeElement(changedAtMs)}${by}`)]
        : []),
      ...(review === undefined ? [] : [fact(bundleText.reviewed, review)]),
      fact(bundleText.importedFrom, sourcePath),
    ]}
  </dl>`;
}

/** One line of a list of facts; none where there is nothing to say. */
export function fact(name: string, value: string | Html, isKnown = value !== ''): Html {
  if (!isKnown || (typeof value === 'object' && value.source === '')) return nothing;
  return markup`<div>
    <dt>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** Worth its room where there is something to jump to. */
const leastHeadings = 4;

function outlineList(id: string, outline: readonly OutlineEntry[]): Html {
  const shown = outline.filter(({ depth }) => depth <= 3);
  if (shown.length < leastHeadings) return nothing;
  const least = Math.min(...shown.map(({ depth }) => depth));
  const items = shown.map(({ depth, text, id: slug }) => {
    const href = `#${encodeURIComponent(headingId(id, slug))}`;
    const deep = depth > least ? markup` class="deep"` : nothing;
    return markup`<li${deep}><a href="${href}">${text}</a></li>`;
  });
  return markup`<details>
    <summary>${bundleText.onThisPage}</summary>
    <ul class="outline">
      ${items}
    </ul>
  </details>`;
}

function variableTable(body: string): Html {
  const variables = declaredVariables(body);
  if (variables.length === 0) return nothing;
  const words = bundleText.variables;
  const rows = variables.map(
    ({ name, default: value, description }) =>
      markup`<tr>
        <th scope="row"><code>${name}</code></th>
        <td>${value === '' ? markup`<span class="dim">${words.noDefault}</span>` : markup`<code>${value}</code>`}</td>
        <td dir="auto">${description}</td>
      </tr>`,
  );
  return markup`<table class="variables">
    <caption>${words.title}</caption>
    <thead><tr>
      <th scope="col">${words.name}</th>
      <th scope="col">${words.default}</th>
      <th scope="col">${words.description}</th>
    </tr></thead>
    <tbody>${rows}</tbody>
  </table>`;
}

function frontMatter(body: string): Html {
  const span = findFrontMatter(body);
  if (span === undefined) return nothing;
  const source = body.slice(span.valueStart, span.valueEnd).trimEnd();
  return markup`<details>
    <summary>${bundleText.frontMatter}</summary>
    <pre class="plain">${source}</pre>
  </details>`;
}
