import { Button, Group, Text } from '@mantine/core';
import { IconPlus, IconSitemap } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { mapPath, type MapRoute } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { MessagePage } from '../ui/message-page.tsx';
import { mapText } from '../ui/text/map.ts';
import { runbooksText } from '../ui/text/runbooks.ts';
import { MapFrame } from './map-frame.tsx';

/** What a map is for, and the way to the first component; said only as surely as it is known. */
export function MapEmpty(props: { readonly route: MapRoute }) {
  const completeness = useCompleteness();
  const { show } = useDialogs();
  return (
    <MapFrame route={props.route}>
      <MessagePage title={mapText.empty.title} icon={<IconSitemap size={30} stroke={1.5} />}>
        <Text size="sm">{mapText.empty.body}</Text>
        <Text size="sm">{mapText.empty.how}</Text>
        {completeness !== 'whole' && <Text size="sm">{runbooksText.notAllHere[completeness]}</Text>}
        <Group gap="sm">
          <Button
            leftSection={<IconPlus size={16} aria-hidden="true" />}
            onClick={() => show({ kind: 'map-component' })}
          >
            {mapText.empty.add}
          </Button>
          <Button component={Link} href={mapPath('import')} variant="default">
            {mapText.empty.import}
          </Button>
        </Group>
      </MessagePage>
    </MapFrame>
  );
}
