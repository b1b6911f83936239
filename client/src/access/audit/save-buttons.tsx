import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { accessAuditText as words } from '../../ui/text/access-audit.ts';

/** The two ways to take rows along. */
export function SaveButtons(props: {
  readonly onSave: (type: 'csv' | 'json') => void;
  readonly isEmpty: boolean;
}) {
  return (
    <>
      {(['csv', 'json'] as const).map((type) => (
        <Button
          key={type}
          size="xs"
          variant="default"
          disabled={props.isEmpty}
          leftSection={<IconDownload size={15} aria-hidden="true" />}
          onClick={() => props.onSave(type)}
        >
          {words.save[type]}
        </Button>
      ))}
    </>
  );
}
