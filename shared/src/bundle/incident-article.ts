import type * as Y from 'yjs';
import type { IncidentEntry } from '../model/incident-entries.ts';
import type { Decided } from '../model/standing.ts';
import type { RunProjection } from '../model/projection.ts';
import { isDoubtful, proofWords } from '../access/proof-words.ts';
import { resolveLink } from '../markdown/resolve-link.ts';
import {
  type ExportedIncident,
  happenedAt,
  readExportedIncident,
} from '../transfer/exported-incident.ts';
import {
  moment,
  roleWords,
  severityName,
  severityWords,
  statusWords,
  told,
} from '../transfer/incident-words.ts';
import { article, articleId, type ArticleLinks, fact } from './article.ts';
import { incidentText } from './incident-text.ts';
import { type Html, markup, nothing } from './markup.ts';
import { timeElement } from './page.ts';
import { runbookTextToHtml } from './runbook-text.ts';
import type { SurveyedIncident } from './survey-incident.ts';

/** Of one incident's timeline, the last. */
const maxEntries = 500;
/** Of one entry, in UTF-16 code units: pasted output has up to 50,000. */
const maxWords = 4_000;

type Proofs = ExportedIncident['proofs'];

function readExported(
  { name }: SurveyedIncident,
  doc: Y.Doc,
  { names }: ArticleLinks,
  proofs: Proofs,
): ExportedIncident {
  return readExportedIncident(name, doc, { names, ...(proofs === undefined ? {} : { proofs }) });
}

/** Why an entry may not be of whom it names; empty where it is, or nothing is known of signatures. */
function doubt(
  { proofs }: ExportedIncident,
  { id, by }: { readonly id: string; readonly by: string },
): string {
  const proof = proofs?.get(id);
  return proof === undefined || !isDoubtful(proof) ? '' : proofWords(proof, by, moment);
}

function inBrackets(words: string): string {
  return words === '' ? '' : ` (${words})`;
}

/** A live incident as it stood when the bundle was made. */
export function incidentArticle(
  known: SurveyedIncident,
  doc: Y.Doc,
  links: ArticleLinks,
  { duplicates, proofs }: { readonly duplicates: readonly Html[]; readonly proofs: Proofs },
): Html {
  const exported = readExported(known, doc, links, proofs);
  const { projection } = exported;
  const drill = projection.drill ? `${incidentText.drill}: ` : '';
  return article(
    articleId(known.name),
    `${drill}${severityWords(projection, links.names)} ${projection.title}`,
    markup`${facts(exported, known)}
      <div class="text">${incidentContent(exported, links, 3)} ${duplicates}</div>`,
  );
}

/** An incident that is the same as the one that it stands below. */
export function duplicatePart(
  known: SurveyedIncident,
  doc: Y.Doc,
  links: ArticleLinks,
  proofs: Proofs,
): Html {
  const exported = readExported(known, doc, links, proofs);
  return markup`<section class="duplicate">
    <h3 dir="auto">${incidentText.duplicate(exported.projection.title)}</h3>
    ${facts(exported, known)} ${incidentContent(exported, links, 4)}
  </section>`;
}

/** Stands in the place of an incident that could not be read any more. */
export function unreadableIncident({ name, title }: SurveyedIncident): Html {
  return article(
    articleId(name),
    title,
    markup`<dl class="facts"></dl>
      <p class="text">${incidentText.unreadable}</p>`,
  );
}

function facts(exported: ExportedIncident, known: SurveyedIncident) {
  const { incident, projection, milestones, names } = exported;
  const { state } = incident;
  const status = state.status.now;
  const roles = state.roles.map(({ role, holders, conflict }) =>
    fact(
      roleWords(role, names),
      markup`${holders.map((one) => `${one.value}${inBrackets(doubt(exported, one))}`).join(', ')}${unsettled(conflict, (one) => one)}`,
      holders.length > 0,
    ),
  );
  return markup`<dl class="facts">
    ${fact(
      incidentText.severity,
      markup`${severityWords(projection, names)}${unsettled(state.severity.conflict, (one) => severityName(one, names))}`,
    )}
    ${fact(
      incidentText.status,
      markup`${statusWords[projection.status]}${
        status === undefined
          ? nothing
          : markup`, ${timeElement(status.happenedAtMs)} ${incidentText.by(status.by)}${inBrackets(doubt(exported, status))}`
      }${unsettled(state.status.conflict, (one) => statusWords[one])}`,
    )}
    ${projection.drill ? fact(incidentText.drill, incidentText.isDrill) : nothing}
    ${fact(incidentText.began, timeElement(milestones.started ?? 0))}
    ${fact(
      incidentText.declared,
      markup`${timeElement(projection.declaredAtMs)} ${incidentText.by(projection.declaredBy)}`,
    )}
    ${roles} ${fact(incidentText.affected, projection.components.join(', '))}
    ${fact(incidentText.firing, state.firing.join(', '))}
    ${fact(incidentText.duplicates, known.duplicates.map(({ title }) => title).join(', '))}
  </dl>`;
}

function unsettled<T>(conflict: readonly Decided<T>[], words: (value: T) => string): Html {
  if (conflict.length === 0) return nothing;
  const sides = conflict.map(({ value, by }) => `${words(value)} ${incidentText.by(by)}`);
  return markup` (${incidentText.unsettled}: ${sides.join(', ')})`;
}

/** Its headings are of the level `level`. */
function incidentContent(exported: ExportedIncident, links: ArticleLinks, level: Level): Html {
  const { incident, projection, notes } = exported;
  const open = incident.state.actions.filter(({ state }) => state === 'open');
  const actions = open.map(({ entry, owner, due }) => {
    const about = [
      ...(owner === '' ? [] : [incidentText.owner(owner)]),
      ...(due === '' ? [] : [incidentText.due(due)]),
    ].join(', ');
    return markup`<li dir="auto">${entry.text}${inBrackets(about)}${inBrackets(doubt(exported, entry))}</li>`;
  });
  return markup`${listPart(incidentText.actions, actions, level)}
    ${listPart(
      incidentText.runs,
      projection.runs.map((run) => runLine(run, links)),
      level,
    )}
    ${notesPart(notes, exported.document, links, level)}
    ${timelinePart(exported, links, level)}`;
}

type Level = 3 | 4;

function heading(level: Level, words: string): Html {
  return level === 3 ? markup`<h3>${words}</h3>` : markup`<h4>${words}</h4>`;
}

function listPart(title: string, lines: readonly Html[], level: Level): Html {
  if (lines.length === 0) return nothing;
  return markup`${heading(level, title)}
    <ul>
      ${lines}
    </ul>`;
}

function runLine(run: RunProjection, links: ArticleLinks): Html {
  return markup`<li>${named(run.runbook, run.title, links)}: ${incidentText.run(run)}</li>`;
}

/** Leads to the article of a document, where it is in the file. */
function named(name: string, title: string, links: ArticleLinks): Html {
  const id = links.articleOf(name);
  return id === undefined ? markup`${title}` : markup`<a href="#${id}" dir="auto">${title}</a>`;
}

function notesPart(notes: string, name: string, links: ArticleLinks, level: Level): Html {
  if (notes === '') return nothing;
  const { html } = runbookTextToHtml(notes, {
    title: '',
    articleId: `${articleId(name)}/notes`,
    resolve: (href) => resolveLink(href, '', links.nameBySourcePath),
    articleOf: links.articleOf,
    articleForAlert: links.articleForAlert,
    image: () => undefined,
  });
  return markup`${heading(level, incidentText.notes)}
    ${html}`;
}

function timelinePart(exported: ExportedIncident, links: ArticleLinks, level: Level): Html {
  const { timeline } = exported;
  const shown = timeline.slice(-maxEntries);
  const before = timeline.length - shown.length;
  return markup`${heading(level, incidentText.timeline)}
    ${before === 0 ? nothing : markup`<p class="dim">${incidentText.before(before, maxEntries)}</p>`}
    <ol class="timeline">
      ${shown.map((entry) => timelineItem(exported, entry, links))}
    </ol>`;
}

function timelineItem(exported: ExportedIncident, entry: IncidentEntry, links: ArticleLinks): Html {
  const { incident } = exported;
  const { corrections, pinned } = incident.state;
  const correction = corrections.get(entry.id);
  const isWithdrawn = correction?.withdrawn === true;
  const { words: said } = told(entry, links.names);
  const remarks = [
    ...(correction === undefined
      ? []
      : [
          isWithdrawn
            ? incidentText.withdrawn(correction.by.by)
            : incidentText.corrected(correction.by.by),
          ...saidOf(doubt(exported, correction.by)),
        ]),
    // What was said first stays readable: others may have acted on it.
    ...(correction?.text !== undefined && said !== '' && said !== correction.text
      ? [incidentText.first(cut(said))]
      : []),
    ...stateOf(incident.state, entry),
    ...(pinned.has(entry.id) ? [incidentText.pinned] : []),
  ];
  const doubted = doubt(exported, entry);
  const mark = doubted === '' ? nothing : markup` <strong class="doubt">${doubted}.</strong>`;
  const remark =
    remarks.length === 0 ? nothing : markup` <span class="dim">(${remarks.join('; ')})</span>`;
  const what = headOf(entry, links);
  const words = correction?.text ?? said;
  return markup`<li>${timeElement(happenedAt(incident, entry))} <strong dir="auto">${entry.by}</strong>: ${
    isWithdrawn ? markup`<del>${what}</del>` : what
  }${mark}${remark}${wordsOf(entry, words)}</li>
    `;
}

function saidOf(words: string): readonly string[] {
  return words === '' ? [] : [words];
}

function stateOf({ hypotheses }: ExportedIncident['incident']['state'], entry: IncidentEntry) {
  if (entry.kind !== 'hypothesis') return [];
  const found = hypotheses.find((one) => one.entry.id === entry.id);
  return [incidentText.hypothesis[found?.state.now?.value ?? 'open']];
}

/** Names of documents say nothing to a reader: their titles stand for them where they are known. */
function headOf(entry: IncidentEntry, links: ArticleLinks): Html {
  if (entry.kind === 'merge' && entry.into !== '') {
    return markup`${incidentText.sameAs} ${named(entry.into, links.titleOf(entry.into), links)}`;
  }
  if (entry.kind === 'runbook-verdict') {
    const runbook = named(entry.runbook, links.titleOf(entry.runbook), links);
    return markup`${runbook} ${entry.helped ? incidentText.helped : incidentText.didNotHelp}`;
  }
  const { what } = told(entry, links.names);
  return entry.kind === 'link' ? markup`${what} ${entry.url}` : markup`${what}`;
}

function wordsOf(entry: IncidentEntry, words: string): Html {
  if (words === '') return nothing;
  const shown = cut(words);
  const tail =
    shown === words ? nothing : markup`<p class="dim">${incidentText.cut(words.length)}</p>`;
  return entry.kind === 'output'
    ? markup`<div class="code" dir="ltr"><pre>${shown}</pre></div>${tail}`
    : markup`<div class="said" dir="auto">${shown}</div>${tail}`;
}

function cut(words: string): string {
  return words.length <= maxWords ? words : `${words.slice(0, maxWords)}…`;
}
