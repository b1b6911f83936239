import { isGoingOn } from '../drilling/going-on.ts';
import type { DrillProjection } from '../model/projection.ts';
import type { DocumentName } from '../protocol/names.ts';
import { articleId, fact } from './article.ts';
import type { BundleCopy, BundleOrigin, KindCount } from './bundle-source.ts';
import { bundleText } from './bundle-text.ts';
import { incidentLink, incidentsPart } from './incident-list.ts';
import { incidentText } from './incident-text.ts';
import { mapContents } from './map-part.ts';
import { reachPart } from './map-people.ts';
import { mapText } from './map-text.ts';
import { markup, type Html, nothing } from './markup.ts';
import { section, timeElement } from './page.ts';
import { peopleIn, type PersonFacts } from './people.ts';
import { liveIncidents, type SurveyedIncident } from './survey-incident.ts';
import type { Survey, SurveyedRunbook } from './survey.ts';

/** The title, the search and the contents: beside the text on a wide screen, before it on a phone and on paper. */
export function sidePart(origin: BundleOrigin, survey: Survey): Html {
  const { madeAtMs } = origin;
  const live = liveIncidents(survey.incidents);
  const active = survey.runbooks.filter(({ archived }) => !archived);
  const archived = survey.runbooks.filter((runbook) => runbook.archived);
  const parts = [
    ['about', bundleText.about],
    ['incidents', incidentText.title],
    ['alerts', bundleText.alerts],
    ['runs', bundleText.runs],
    ['people', bundleText.people],
    ['relays', bundleText.relays],
  ] as const;
  return markup`<div class="side" id="start">
    <header>
      <p class="brand">${bundleText.product}</p>
      <h1 dir="auto">${bundleText.title(titleOf(origin, survey))}</h1>
      <p>${bundleText.made} ${timeElement(madeAtMs, 'made')}<span id="age" class="dim"></span></p>
      ${completenessWord(origin)}
      <p class="small dim">${bundleText.lead}</p>
    </header>
    <div class="search" role="search" hidden>
      <label for="query">${bundleText.search}</label>
      <input id="query" type="search" autocomplete="off" spellcheck="false">
      <p id="found" role="status"></p>
    </div>
    <ol id="results" class="list" hidden></ol>
    <nav id="contents" aria-label="${bundleText.contents}">
      <ul class="list parts">
        ${parts.map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li>`)}
      </ul>
      ${
        live.length === 0
          ? nothing
          : markup`<p class="list-head">${incidentText.live(live.length)}</p>
              <ol class="list titles">
                ${live.map((one) => markup`<li>${markedLink(one)}</li> `)}
              </ol>`
      }
      <p class="list-head">${bundleText.runbooks(active.length)}</p>
      ${titles(active)}
      ${
        archived.length === 0
          ? nothing
          : markup`<p class="list-head">${bundleText.archivedList}</p>
              ${titles(archived)}`
      }
      ${mapList(survey)}
    </nav>
  </div> `;
}

function mapList({ map, followUps }: Survey): Html {
  const contents = map === undefined ? [] : mapContents(map, followUps);
  if (map === undefined || contents.length === 0) return nothing;
  return markup`<p class="list-head">${mapText.components(map.components.size)}</p>
    <ol class="list titles">
      ${contents.map(([id, title]) => markup`<li><a href="#${id}">${title}</a></li> `)}
    </ol>`;
}

function markedLink(incident: SurveyedIncident): Html {
  const { drill, title } = incident;
  return incidentLink({ ...incident, title: drill ? `${incidentText.drill}: ${title}` : title });
}

/** What people call the workspace, or else its address. */
export function titleOf({ workspace }: BundleOrigin, survey: Survey): string {
  const name = survey.workspace?.title ?? '';
  return name === '' ? workspace : name;
}

function titles(runbooks: readonly SurveyedRunbook[]): Html {
  if (runbooks.length === 0) return nothing;
  return markup`<ol class="list titles">
    ${runbooks.map(({ name, title }) => markup`<li>${runbookLink(name, title)}</li> `)}
  </ol>`;
}

function runbookLink(name: DocumentName, title: string): Html {
  return markup`<a href="#${articleId(name)}" dir="auto">${title}</a>`;
}

/** What comes before the runbooks: about the file, incidents, alerts, drills, people, relays. */
export function frontPart(origin: BundleOrigin, survey: Survey): Html {
  return markup`<main id="content" tabindex="-1">
    <div class="front">
      ${aboutPart(origin, survey)} ${incidentsPart(survey.incidents, origin.madeAtMs, survey.workspace?.incidentNames)}
      ${alertsPart(survey)} ${runsPart(survey)} ${peoplePart(survey, origin.madeAtMs)}
      ${relaysPart(origin, survey)}
    </div>
    <h2 class="skip">${bundleText.list}</h2>
    ${survey.runbooks.length === 0 ? markup`<p class="dim">${bundleText.noRunbooks}</p>` : nothing}
   `;
}

/** Whether anything is known to be missing. */
function isComplete({ linked, unlinked, damaged }: BundleCopy, isRelay: boolean): boolean {
  return damaged === 0 && (isRelay ? unlinked.length === 0 : linked.length > 0);
}

function completenessWord({ copy, maker }: BundleOrigin): Html {
  const complete = isComplete(copy, maker.kind === 'relay');
  const word = complete ? bundleText.complete : bundleText.incomplete;
  return markup`<p class="state" data-complete="${complete ? 'yes' : 'no'}">${word}</p>`;
}

function aboutPart(origin: BundleOrigin, survey: Survey): Html {
  const { maker, version, madeAtMs } = origin;
  const { runbooks, drills } = survey;
  const archived = runbooks.filter((runbook) => runbook.archived).length;
  const open = openDrills(drills).length;
  const live = liveIncidents(survey.incidents).length;
  const holds = [
    bundleText.runbooks(runbooks.length),
    ...(archived === 0 ? [] : [bundleText.archivedOfThem(archived)]),
    ...(live === 0 ? [] : [incidentText.live(live)]),
    ...(open === 0 ? [] : [bundleText.openRuns(open)]),
    ...(survey.map === undefined ? [] : [mapText.components(survey.map.components.size)]),
  ].join(', ');
  return markup`<section aria-labelledby="about">
    <h2 id="about">${bundleText.about}</h2>
    <dl class="facts">
      ${fact(bundleText.made, markup`${timeElement(madeAtMs)}. ${bundleText.snapshot}`)}
      ${fact(bundleText.workspace, origin.workspace)}
      ${fact(bundleText.from, bundleText.makers[maker.kind](maker.name))}
      ${fact(bundleText.completeness, completeness(origin))} ${fact(bundleText.holds, holds)}
      ${fact(bundleText.leftOut, leftOut(survey))}
      ${fact(bundleText.madeWith, bundleText.version(version))}
    </dl>
  </section>`;
}

function completeness(origin: BundleOrigin): Html {
  const { copy, maker } = origin;
  const isRelay = maker.kind === 'relay';
  const { linked, unlinked, equalAtMs, unsent, damaged } = copy;
  const lines: Html[] = [];
  if (isRelay) {
    if (linked.length > 0) lines.push(markup`${bundleText.allPeers(linked.join(', '))}`);
    if (unlinked.length > 0) lines.push(markup`${bundleText.unlinkedPeers(unlinked.join(', '))}`);
    if (linked.length + unlinked.length === 0) lines.push(markup`${bundleText.noPeers}`);
  } else if (linked.length > 0) {
    lines.push(markup`${bundleText.linked(linked.join(', '))}`);
  } else if (equalAtMs === undefined) {
    lines.push(markup`${bundleText.neverEqual}`);
  } else {
    lines.push(markup`${bundleText.equalAt} ${timeElement(equalAtMs)}.`);
  }
  if (unsent > 0) lines.push(markup`${bundleText.unsent(unsent)}`);
  if (damaged > 0) lines.push(markup`${bundleText.damaged(damaged)}`);
  return markup`${completenessWord(origin)}${lines.map((line) => markup`<p>${line}</p>`)}`;
}

const namedUnreadable = 20;

function leftOut({ leftOut: kinds, unreadable }: Survey): Html {
  const lines: string[] = [];
  const documents = kinds.reduce((sum, { count }) => sum + count, 0);
  if (documents > 0) lines.push(`${bundleText.leftOutKinds(documents, kindList(kinds))}.`);
  if (unreadable.length > 0) {
    const names = unreadable.slice(0, namedUnreadable).join(', ');
    const more = unreadable.length > namedUnreadable ? ', …' : '';
    lines.push(`${bundleText.unreadable(unreadable.length, names + more)}.`);
  }
  lines.push(bundleText.alwaysLeftOut);
  return markup`${lines.map((line) => markup`<p>${line}</p>`)}`;
}

function kindList(kinds: readonly KindCount[]): string {
  return kinds.map(({ kind, count }) => `${count} × ${kind}`).join(', ');
}

/** Sites made with Hugo keep former addresses of a page among its other names. */
function isPath(alias: string): boolean {
  return alias.includes('/');
}

function alertsPart({ runbooks }: Survey): Html {
  const byName = new Map<string, SurveyedRunbook[]>();
  for (const runbook of runbooks) {
    const aliases = runbook.aliases.filter((alias) => !isPath(alias));
    for (const name of new Set([...runbook.alerts, ...aliases])) {
      const those = byName.get(name);
      if (those === undefined) byName.set(name, [runbook]);
      else those.push(runbook);
    }
  }
  const { compare } = new Intl.Collator('en', { numeric: true });
  const rows = [...byName].toSorted(([a], [b]) => compare(a, b));
  const table = markup`<div class="wide" role="group" tabindex="0" aria-label="${bundleText.alerts}">
    <table>
      <thead>
        <tr>
          <th>${bundleText.alert}</th>
          <th>${bundleText.answeredBy}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([name, those]) =>
            markup`<tr>
              <td>${name}</td>
              <td>${linkList(those)}</td>
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
  return section(
    'alerts',
    bundleText.alerts,
    rows.length === 0
      ? markup`<p class="dim">${bundleText.noAlerts}</p>`
      : markup`<p class="dim">${bundleText.alertsLead}</p>
          ${table}`,
  );
}

function linkList(runbooks: readonly SurveyedRunbook[]): Html {
  return markup`${runbooks.map(
    ({ name, title }, at) => markup`${at === 0 ? nothing : markup`, `}${runbookLink(name, title)}`,
  )}`;
}

/** Those that go on. */
export function openDrills(drills: readonly DrillProjection[]): readonly DrillProjection[] {
  return drills.filter(isGoingOn);
}

function runsPart({ drills, runbooks }: Survey): Html {
  const open = openDrills(drills);
  const inFile = new Set(runbooks.map(({ name }) => name));
  const runLine = (run: DrillProjection['runs'][number]): Html => {
    const facts = [
      bundleText.steps(run.done, run.steps),
      ...(run.skipped > 0 ? [bundleText.skipped(run.skipped)] : []),
      ...(run.failed > 0 ? [bundleText.failed(run.failed)] : []),
      ...(run.people.length > 0 ? [bundleText.by(run.people.join(', '))] : []),
    ].join(', ');
    const title = inFile.has(run.runbook) ? runbookLink(run.runbook, run.title) : run.title;
    return markup`<li>${title}: ${facts}</li>`;
  };
  const drillPart = (drill: DrillProjection): Html =>
    markup`<h3 dir="auto">${drill.title}</h3>
      <p class="dim">
        ${bundleText.started}
        ${timeElement(drill.startedAtMs)}${
          drill.people.length > 0 ? markup` ${bundleText.by(drill.people.join(', '))}` : nothing
        }
        ${bundleText.aboutDrill}
      </p>
      ${
        drill.hypothesis === ''
          ? nothing
          : markup`<p dir="auto">${bundleText.hypothesis}: ${drill.hypothesis}</p>`
      }
      ${
        drill.runs.length === 0
          ? nothing
          : markup`<ul>
              ${drill.runs.map(runLine)}
            </ul>`
      }`;
  return section(
    'runs',
    bundleText.runs,
    open.length === 0
      ? markup`<p class="dim">${bundleText.noRuns}</p>`
      : markup`${open.map(drillPart)}`,
  );
}

function peoplePart(survey: Survey, madeAtMs: number): Html {
  const people = peopleIn(survey);
  const line = (person: PersonFacts): Html => {
    const did = [
      ...person.holds,
      ...(person.changed > 0 ? [bundleText.changedCount(person.changed)] : []),
      ...(person.reviewed > 0 ? [bundleText.reviewedCount(person.reviewed)] : []),
      ...(person.ran > 0 ? [bundleText.ranCount(person.ran)] : []),
    ].join(', ');
    const owned = person.owns.length === 0 ? nothing : linkList(person.owns);
    return markup`<tr>
      <td dir="auto">${person.name}</td>
      <td>${owned}</td>
      <td>${did}</td>
    </tr> `;
  };
  const table = markup`<div class="wide" role="group" tabindex="0" aria-label="${bundleText.people}">
    <table>
      <thead>
        <tr>
          <th>${bundleText.person}</th>
          <th>${bundleText.owns}</th>
          <th>${bundleText.did}</th>
        </tr>
      </thead>
      <tbody>
        ${people.map(line)}
      </tbody>
    </table>
  </div>`;
  return section(
    'people',
    bundleText.people,
    markup`${survey.map === undefined ? nothing : reachPart(survey.map, madeAtMs)}
      <h3>${bundleText.peopleNamed}</h3>
      ${
        people.length === 0
          ? markup`<p class="dim">${bundleText.noPeople}</p>`
          : markup`<p class="dim">${bundleText.peopleLead}</p>
              ${table}`
      }`,
  );
}

function relaysPart({ relays }: BundleOrigin, { workspace }: Survey): Html {
  const named = workspace?.relays ?? [];
  const others = relays.filter((url) => !named.some((relay) => sameAddress(relay.url, url)));
  const lines = [
    ...named.map(({ url, label, region, provider }) => {
      const facts = [label, region, provider].filter((word) => word !== '').join(', ');
      return markup`<li>
        ${url}${facts === '' ? nothing : markup` <span class="dim">${facts}</span>`}
      </li>`;
    }),
    ...others.map((url) => markup`<li>${url}</li>`),
  ];
  return section(
    'relays',
    bundleText.relays,
    lines.length === 0
      ? markup`<p class="dim">${bundleText.noRelays}</p>`
      : markup`<p class="dim">${bundleText.relaysLead}</p>
          <ul>
            ${lines}
          </ul>`,
  );
}

/** `http` and `ws` are the same relay. */
function sameAddress(a: string, b: string): boolean {
  const plain = (url: string) => url.replace(/^http/, 'ws').replace(/\/+$/, '');
  return plain(a) === plain(b);
}
