import { Anchor, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

/** Says in passing what was done. With an action (the way back, or on) it stays long enough to reach it. Returns its id. */
export function showNotice(text: string, action?: NoticeAction): string {
  const id: string = notifications.show({
    autoClose: action === undefined ? 3000 : 10_000,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
        {action !== undefined && (
          <Anchor
            component="button"
            size="sm"
            fw={600}
            style={{ flex: 'none' }}
            onClick={() => {
              notifications.hide(id);
              action.run();
            }}
          >
            {action.label}
          </Anchor>
        )}
      </Group>
    ),
  });
  return id;
}

/** Says of something that was done what to mind about it. */
export function showCaution(title: string, text: string): void {
  notifications.show({
    color: 'yellow',
    withBorder: true,
    title,
    message: text,
    autoClose: 10_000,
  });
}

/** Says that something was not done, and why. */
export function showProblem(title: string, problem: string): void {
  notifications.show({
    color: 'red',
    withBorder: true,
    title,
    message: problem,
    autoClose: 10_000,
  });
}
