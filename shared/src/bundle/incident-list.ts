import type { IncidentNames } from '../model/incident-names.ts';
import { severityWords, statusWords, usualNames } from '../transfer/incident-words.ts';
import { articleId } from './article.ts';
import { incidentText } from './incident-text.ts';
import { type Html, markup, nothing } from './markup.ts';
import { section, timeElement } from './page.ts';
import { lateIncidents, liveIncidents, type SurveyedIncident } from './survey-incident.ts';

/** The live incidents, each leading to its article, and those resolved lately. */
export function incidentsPart(
  incidents: readonly SurveyedIncident[],
  madeAtMs: number,
  names: IncidentNames = usualNames,
): Html {
  const live = liveIncidents(incidents);
  const late = lateIncidents(incidents, madeAtMs);
  return section(
    'incidents',
    incidentText.title,
    markup`${
      live.length === 0
        ? markup`<p class="dim">${incidentText.none}</p>`
        : markup`<p class="dim">${incidentText.lead}</p>
            <ul>
              ${live.map((one) => liveLine(one, names))}
            </ul>`
    }${
      late.length === 0
        ? nothing
        : markup`<h3>${incidentText.late}</h3>
            <ul>
              ${late.map((one) => lateLine(one, names))}
            </ul>`
    }`,
  );
}

function liveLine(incident: SurveyedIncident, names: IncidentNames): Html {
  const { status, declaredAtMs } = incident;
  return markup`<li>
    ${severityWords(incident, names)} ${incidentLink(incident)}, ${marks(incident)}${statusWords[status]},
    ${incidentText.declared.toLowerCase()} ${timeElement(declaredAtMs)}
  </li>`;
}

function lateLine(incident: SurveyedIncident, names: IncidentNames): Html {
  const { title, resolvedAtMs } = incident;
  return markup`<li>
    ${severityWords(incident, names)} <span dir="auto">${title}</span>, ${marks(incident)}${incidentText.resolved}
    ${timeElement(resolvedAtMs)}
  </li>`;
}

function marks({ drill }: SurveyedIncident): Html {
  return drill ? markup`${incidentText.drill.toLowerCase()}, ` : nothing;
}

/** Leads to the article of a live incident. */
export function incidentLink({ name, title }: SurveyedIncident): Html {
  return markup`<a href="#${articleId(name)}" dir="auto">${title}</a>`;
}
