import { Button, Group, Modal, Text } from '@mantine/core';
import { IconPhotoPlus, IconTrash } from '@tabler/icons-react';
import {
  imageLimits,
  putImage,
  removeImage,
  unusedImages,
  type RunbookImage,
} from '@holdfast/shared/model/runbook-images';
import { runbookBody } from '@holdfast/shared/model/runbook';
import type * as Y from 'yjs';
import { formatBytes } from '../../../ui/bytes.ts';
import { useImageAddresses } from '../../../ui/markdown/document-images.tsx';
import { showNotice } from '../../../ui/notice.tsx';
import { imagesText } from '../../../ui/text/images.ts';
import classes from './images-dialog.module.css';

/** The images of a runbook: which are in the text, what they weigh, and the way to take them out. */
export function ImagesDialog(props: {
  readonly doc: Y.Doc;
  readonly images: ReadonlyMap<string, RunbookImage>;
  /** Shown, but not to be changed. */
  readonly locked: boolean;
  readonly onAdd: () => void;
  readonly onClose: () => void;
}) {
  const { doc, images, locked } = props;
  const addresses = useImageAddresses(doc);
  const unused = unusedImages(images, runbookBody(doc).toJSON());

  function remove(paths: readonly string[]): void {
    const removed = paths.flatMap((path) => images.get(path) ?? []);
    for (const { path } of removed) removeImage(doc, path);
    showNotice(imagesText.removed(removed.length), {
      label: imagesText.undo,
      run: () => {
        for (const { path, bytes } of removed) putImage(doc, path, bytes);
      },
    });
  }

  return (
    <Modal opened onClose={props.onClose} title={imagesText.title} size="md">
      <Text size="sm" c="dimmed" mb="sm">
        {imagesText.why(imageLimits.each, imageLimits.total)}
      </Text>
      <ul className={classes.list}>
        {[...images.values()].map(({ path, bytes }) => (
          <li key={path} className={classes.item}>
            <img src={addresses.get(path)} alt="" className={classes.thumbnail} />
            <span className={classes.words}>
              <span className={classes.path}>{path}</span>
              <span className={classes.detail}>
                {formatBytes(bytes.length)} ·{' '}
                {unused.includes(path) ? imagesText.unused : imagesText.used}
              </span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              disabled={locked}
              aria-label={imagesText.remove(path)}
              title={imagesText.remove(path)}
              onClick={() => remove([path])}
            >
              <IconTrash size={15} aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      <Group justify="space-between" gap="xs" mt="md">
        <Button
          size="xs"
          variant="default"
          disabled={locked}
          leftSection={<IconPhotoPlus size={15} aria-hidden="true" />}
          onClick={props.onAdd}
        >
          {imagesText.add}
        </Button>
        {unused.length > 0 && !locked && (
          <Button size="xs" variant="default" onClick={() => remove(unused)}>
            {imagesText.removeUnused(unused.length)}
          </Button>
        )}
      </Group>
    </Modal>
  );
}
