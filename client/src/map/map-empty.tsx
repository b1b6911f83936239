import { Button, Group, Text } from '@mantine/core';
import { IconPlus, IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { useDialogs } from '../app/dialogs.tsx';
import { mapPath, type MapRoute } from '../app/routes.ts';
import { useCompleteness } from '../app/use-completeness.ts';
import { useShownMap } from './map-context.tsx';
import { showNotice, showProblem } from '../ui/notice.tsx';
import { MessagePage } from '../ui/message-page.tsx';
import { mapText } from '../ui/text/map.ts';
import { runbooksLateText } from '../ui/text/runbooks-late.ts';
import { MapFrame } from './map-frame.tsx';
import { useMay } from '../access/use-may.ts';
import { Writes } from '../access/writes.tsx';

/** What a map is for, and the way to the first component; said only as surely as it is known. */
export function MapEmpty(props: { readonly route: MapRoute }) {
  const completeness = useCompleteness();
  const { show } = useDialogs();
  const shown = useShownMap();
  const may = useMay('edit', 'map');
  const [isLoading, setLoading] = useState(false);

  async function takeExample(): Promise<void> {
    setLoading(true);
    try {
      const { loadExample } = await import('./import/load-example.ts');
      const brought = await loadExample(shown);
      showNotice(mapText.empty.exampleThere, {
        label: mapText.empty.exampleUndo,
        run: () => {
          if (!brought.isThere()) {
            showNotice(mapText.empty.exampleGone);
            return;
          }
          const stayed = brought.takeBack((write) => shown.change(write));
          if (stayed > 0) showNotice(mapText.empty.exampleStayed(stayed));
        },
      });
    } catch {
      setLoading(false);
      showProblem(mapText.notDone, mapText.empty.noExample);
    }
  }

  return (
    <MapFrame route={props.route}>
      <MessagePage title={mapText.empty.title} icon={<IconSitemap size={30} stroke={1.5} />}>
        <Text size="sm">{mapText.empty.body}</Text>
        <Text size="sm">{mapText.empty.how}</Text>
        {completeness !== 'whole' && (
          <Text size="sm">{runbooksLateText.notAllHere[completeness]}</Text>
        )}
        <Group gap="sm">
          <Writes operation="edit" doc="map" isSaid>
            <Button
              leftSection={<IconPlus size={16} aria-hidden="true" />}
              onClick={() => show({ kind: 'map-component' })}
            >
              {mapText.empty.add}
            </Button>
            {may.ok && (
              <Button component={Link} href={mapPath('import')} variant="default">
                {mapText.empty.import}
              </Button>
            )}
            <Button variant="default" loading={isLoading} onClick={() => void takeExample()}>
              {mapText.empty.example}
            </Button>
          </Writes>
        </Group>
        <Text size="sm" c="dimmed">
          {mapText.empty.exampleHint}
        </Text>
      </MessagePage>
    </MapFrame>
  );
}
