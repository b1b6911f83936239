import { Button } from '@mantine/core';
import { restoreMapItem } from '@holdfast/shared/model/map-commands';
import type { MapComponent } from '@holdfast/shared/model/map-value';
import {
  IconArrowRight,
  IconCircleX,
  IconFileOff,
  IconFlame,
  IconPencil,
  IconSitemap,
  IconTrash,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../../app/dialogs.tsx';
import { useProjections } from '../../app/hub-context.tsx';
import { OtherWorkspaces } from '../../app/other-workspaces.tsx';
import { mapPath, type MapRoute } from '../../app/routes.ts';
import { useRoute } from '../../app/use-route.ts';
import { MessagePage } from '../../ui/message-page.tsx';
import { AboutComponent } from '../../review/about-component.tsx';
import { Facts } from '../../ui/section.tsx';
import { mapComponentText as words } from '../../ui/text/map-component.ts';
import { mapWhatIfText } from '../../ui/text/map-what-if.ts';
import { mapText } from '../../ui/text/map.ts';
import { usePageTitle } from '../../ui/use-page-title.ts';
import { useAnalysis, useAnswer, useSearch } from '../analysis/use-analysis.ts';
import { deleteComponent } from '../edit/delete-component.ts';
import { LayerMark } from '../layer-mark.tsx';
import { ownersOf } from '../list/component-rows.ts';
import { useMap, useShownMap } from '../map-context.tsx';
import { MapViews } from '../map-views.tsx';
import { SpofMark } from '../spof-mark.tsx';
import { useWhatIf } from '../what-if/use-what-if.ts';
import { WhatIfInline } from '../what-if/what-if-frame.tsx';
import { AvailabilityPart } from './availability-part.tsx';
import { CausesPart, RadiusPart, SharedPart } from './causes-parts.tsx';
import { CutSetsPart } from './cut-sets-part.tsx';
import { FindingsPart } from './findings-part.tsx';
import { ImportancePart } from './importance-part.tsx';
import { linkedDocuments } from '@holdfast/shared/finding/linked-documents';
import { DrillsPart, IncidentsPart, PeoplePart, RunbooksPart } from './linked-parts.tsx';
import { ReadinessPart } from './readiness-part.tsx';
import { NeededByPart, NeedsPart } from './needs-parts.tsx';
import classes from './component-page.module.css';
import { Writes } from '../../access/writes.tsx';

/** All that is known of one component. */
export function ComponentPage(props: { readonly route: MapRoute }) {
  const { item } = props.route;
  const map = useMap();
  const component = map.components.get(item) ?? map.deleted.components.get(item);
  if (component === undefined) {
    return (
      <MessagePage whole title={mapText.missingTitle} icon={<IconFileOff size={30} stroke={1.5} />}>
        <p>{mapText.missing}</p>
        <OtherWorkspaces />
        <Link href={mapPath('graph')}>{mapText.goToMap}</Link>
      </MessagePage>
    );
  }
  return <KnownComponent component={component} isDeleted={!map.components.has(item)} />;
}

function KnownComponent(props: { readonly component: MapComponent; readonly isDeleted: boolean }) {
  const { component, isDeleted } = props;
  const { id } = component;
  const shown = useShownMap();
  const { show } = useDialogs();
  const [, navigate] = useRoute();
  const { down } = useWhatIf();
  const analysis = useAnalysis();
  const summary = analysis.kind === 'ready' ? analysis.summary.components.get(id) : undefined;
  const answer = useAnswer('component', isDeleted ? undefined : [id]);
  const projections = useProjections();
  const linked = useMemo(() => linkedDocuments(component, projections), [component, projections]);
  usePageTitle(component.name);
  return (
    <div className={classes.page}>
      <MapViews part="list" isOfOne />
      <p className={classes.back}>
        <Link href={mapPath('list')}>{words.back}</Link>
      </p>
      <div className={classes.head}>
        <h1 className={classes.title} dir="auto">
          {component.name}
        </h1>
        <SpofMark summary={summary} />
        {down.has(id) && (
          <span className={classes.down}>
            <IconCircleX size={14} aria-hidden="true" /> {mapWhatIfText.isDown}
          </span>
        )}
      </div>
      <WhatIfInline />
      {isDeleted ? (
        <p className={classes.deleted} role="status">
          {words.deleted}{' '}
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                shown.attempt((doc, context) => restoreMapItem(doc, 'components', id, context))
              }
            >
              {words.restore}
            </Button>
          </Writes>
        </p>
      ) : (
        <div className={classes.actions}>
          <Writes operation="edit" doc="map">
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden="true" />}
              onClick={() => show({ kind: 'map-component', id })}
            >
              {words.edit}
            </Button>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconArrowRight size={14} aria-hidden="true" />}
              onClick={() => show({ kind: 'map-needs', id })}
            >
              {words.needs}
            </Button>
          </Writes>
          <Button
            size="xs"
            variant="default"
            component={Link}
            href={mapPath('graph', '', `at=${id}`)}
            leftSection={<IconSitemap size={14} aria-hidden="true" />}
          >
            {words.inGraph}
          </Button>
          <Writes operation="append" doc="incident:new" isSaid>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconFlame size={14} aria-hidden="true" />}
              onClick={() => show({ kind: 'declare', from: { components: [component.name] } })}
            >
              {words.declare}
            </Button>
          </Writes>
          <Writes operation="edit" doc="map" isSaid>
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              leftSection={<IconTrash size={14} aria-hidden="true" />}
              onClick={() => {
                deleteComponent(shown, id);
                navigate({ page: 'map', part: 'list', item: '', search: '' });
              }}
            >
              {words.delete}
            </Button>
          </Writes>
        </div>
      )}
      {component.description !== '' && (
        <p className={classes.description} dir="auto">
          {component.description}
        </p>
      )}
      <ComponentFacts component={component} />
      {!isDeleted && (
        <>
          <Availability component={component} />
          <ReadinessPart id={id} />
          <FindingsPart id={id} name={component.name} />
          <AboutComponent id={id} />
          <CausesPart id={id} answer={answer} />
          <SharedPart answer={answer} />
          <RadiusPart answer={answer} />
          <NeedsPart id={id} answer={answer} />
          <NeededByPart id={id} answer={answer} />
          <CutSetsPart id={id} />
          <PeoplePart id={id} />
          <RunbooksPart runbooks={linked.runbooks} component={component.name} />
          <IncidentsPart incidents={linked.incidents} />
          <DrillsPart drills={linked.drills} />
        </>
      )}
    </div>
  );
}

/** How likely it is to be down, and what that comes from: one search for both. */
function Availability({ component }: { readonly component: MapComponent }) {
  const answer = useSearch('availability', component.id);
  return (
    <>
      <AvailabilityPart component={component} answer={answer} />
      <ImportancePart id={component.id} answer={answer} />
    </>
  );
}

function ComponentFacts({ component }: { readonly component: MapComponent }) {
  const map = useMap();
  const { facts } = words;
  const owners = ownersOf(map, component).join(', ');
  const text = (name: string, value: string) => (value === '' ? [] : [{ name, value }]);
  const domains = component.domains.flatMap((id) => {
    const domain = map.domains.get(id);
    return domain === undefined ? [] : [`${domain.name} (${mapText.domainKind[domain.kind]})`];
  });
  return (
    <Facts
      facts={[
        { name: facts.layer, value: <LayerMark component={component} /> },
        ...text(facts.type, component.type),
        ...text(facts.system, component.system),
        ...text(facts.tier, component.tier),
        { name: facts.owners, value: owners || facts.nobody },
        ...text(
          facts.staff,
          component.staff.flatMap((id) => map.people.get(id)?.name ?? []).join(', '),
        ),
        ...text(facts.domains, domains.join(', ')),
        ...text(facts.tags, component.tags.join(', ')),
        ...text(facts.aliases, component.aliases.join(', ')),
        ...(component.links.length === 0
          ? []
          : [
              {
                name: facts.links,
                value: component.links.map(({ url, title }) => (
                  <a key={url} href={url} target="_blank" rel="noreferrer" className={classes.link}>
                    {title || url}
                  </a>
                )),
              },
            ]),
        ...text(
          facts.source,
          component.sources
            .map(
              ({ from, file, line, commit }) =>
                `${from}: ${file}${line === undefined ? '' : `:${line}`}${commit === undefined ? '' : ` @ ${commit.slice(0, 12)}`}`,
            )
            .join(', '),
        ),
      ]}
    />
  );
}
