import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDots,
  IconFileDownload,
  IconLayoutGrid,
  IconLink,
  IconPhoto,
  IconStack2,
  IconVectorTriangle,
} from '@tabler/icons-react';
import { useDialogs } from '../../app/dialogs.tsx';
import { useObservable } from '../../app/hub-context.tsx';
import { downloadFile } from '../../sync/download-file.ts';
import { showNotice, showProblem } from '../../ui/notice.tsx';
import { mapGraphText as words } from '../../ui/text/map-graph.ts';
import { mapText } from '../../ui/text/map.ts';
import type { AnalysisSummary } from '../analysis/analysis-messages.ts';
import { useShownMap } from '../map-context.tsx';
import { summaryOf } from './graph-canvas.tsx';
import type { Graph } from './graph-model.ts';
import { frameWords, shortFinding } from './graph-words.ts';
import type { Layout } from './layout.ts';
import type { MapFileFormat } from './map-file.ts';
import { pictureSvg } from './picture.ts';
import { pngOf } from './png-of.ts';
import { useMay } from '../../access/use-may.ts';

/** What can be done with the picture as a whole. */
export function GraphMenu(props: {
  readonly graph: Graph;
  readonly layout: Layout | undefined;
  readonly summary: AnalysisSummary | undefined;
  readonly onTidy: () => void;
}) {
  const { graph, layout, summary } = props;
  const { show } = useDialogs();
  const { undo, open } = useShownMap();
  const may = useMay('edit', 'map');
  const done = useObservable(undo.state);
  const canUndo = done.canUndo && may.ok;
  const canRedo = done.canRedo && may.ok;

  function svg(): string | undefined {
    if (layout?.lines === undefined) return undefined;
    const laid = { ...layout, lines: layout.lines };
    const summaries = new Map(graph.nodes.map((node) => [node.id, summaryOf(node, summary)]));
    return pictureSvg(graph, laid, {
      title: mapText.title,
      bandName: (layer) => mapText.layer[layer],
      frameName: (id) => frameWords(graph, id),
      second: (id) => shortFinding(summaries.get(id)),
      isStrong: (id) => (summaries.get(id)?.hidden ?? 0) > 0,
      legend: { lines: words.legend.lines, strong: words.legend.boxes.strong },
    });
  }

  async function savePng(): Promise<void> {
    const picture = svg();
    const bytes = picture === undefined ? undefined : await pngOf(picture);
    if (bytes === undefined) showProblem(words.noPicture, words.svgInstead);
    else downloadFile('map.png', bytes);
  }

  async function saveFile(format: MapFileFormat): Promise<void> {
    try {
      const { mapFile } = await import('./map-file.ts');
      const file = mapFile(open.doc, format);
      if (file.ok) downloadFile(file.name, file.bytes);
      else showProblem(mapText.notDone, file.problem);
    } catch {
      showProblem(mapText.notDone, words.noFile);
    }
  }

  return (
    <Menu position="bottom-end" width={280} shadow="md">
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={words.more} title={words.more}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowBackUp size={15} />}
          disabled={!canUndo}
          // What cannot be done takes no focus, and without it Escape closes nothing.
          data-autofocus={canUndo || undefined}
          onClick={() => undo.undo()}
        >
          {words.undo}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowForwardUp size={15} />}
          disabled={!canRedo}
          data-autofocus={(canRedo && !canUndo) || undefined}
          onClick={() => undo.redo()}
        >
          {words.redo}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconStack2 size={15} />}
          data-autofocus={(!canUndo && !canRedo) || undefined}
          onClick={() => show({ kind: 'map-domains' })}
        >
          {words.domains}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLayoutGrid size={15} />}
          title={words.tidyHint}
          onClick={props.onTidy}
        >
          {words.tidy}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLink size={15} />}
          onClick={() => {
            navigator.clipboard.writeText(location.href).then(
              () => showNotice(words.linkCopied),
              () => showProblem(mapText.notDone, words.copyFailed),
            );
          }}
        >
          {words.copyLink}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconVectorTriangle size={15} />}
          disabled={layout?.lines === undefined}
          onClick={() => {
            const picture = svg();
            if (picture !== undefined) {
              downloadFile('map.svg', new TextEncoder().encode(picture));
            }
          }}
        >
          {words.svg}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPhoto size={15} />}
          disabled={layout?.lines === undefined}
          onClick={() => void savePng()}
        >
          {words.png}
        </Menu.Item>
        {(['yaml', 'backstage', 'mef', 'mermaid'] as const).map((format) => (
          <Menu.Item
            key={format}
            leftSection={<IconFileDownload size={15} />}
            onClick={() => void saveFile(format)}
          >
            {words.file[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
