import { workspaceNamePattern } from '@holdfast/shared/protocol/workspace-name-pattern';

/** The last workspace that held something on this device. */
export const heldKey = 'holdfast-workspace';
/** The one that the relay behind this page gave last to browsers that name none. */
export const servedKey = 'holdfast-served-workspace';
export const workspaceParameter = 'workspace';

const documentPath = /^\/runbooks\/(?!archived(?:\/|$))./;

/** Short texts that outlive the page; nothing is kept where the browser denies it. */
export interface DeviceMemory {
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** This browser's own. */
export const deviceMemory: DeviceMemory = {
  get(key) {
    try {
      // A browser that denies storage throws at the mere mention of it.
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // It is asked for again next time.
    }
  },
};

/** What an address opens on this device without asking anybody; undefined where only the relay can tell. */
export function rememberedWorkspace(
  address: URL,
  memory: Pick<DeviceMemory, 'get'>,
): string | undefined {
  const named = validName(address.searchParams.get(workspaceParameter));
  const held = validName(memory.get(heldKey));
  const served = validName(memory.get(servedKey));
  return named ?? (documentPath.test(address.pathname) ? (served ?? held) : (held ?? served));
}

function validName(text: string | null): string | undefined {
  return text !== null && workspaceNamePattern.test(text) ? text : undefined;
}
