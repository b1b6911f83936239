import { useMemo } from 'react';
import type * as Y from 'yjs';
import { z } from 'zod/mini';
import { useHub } from '../app/hub-context.tsx';
import { useYSelector } from '../documents/use-y-selector.ts';

/** What this device remembers of how its person likes to work. Never synced. */
export const preferencesSchema = z.object({
  /** Shortcuts without ⌘ or Ctrl. */
  singleKeys: z.catch(z.boolean(), true),
  /** What the editor shows where there is room for both. */
  editorView: z.catch(z.enum(['both', 'write', 'preview']), 'both'),
  /** The list of first steps on the home page. */
  hidesFirstSteps: z.catch(z.boolean(), false),
});
export type Preferences = z.infer<typeof preferencesSchema>;

function preferencesMap(device: Y.Doc): Y.Map<unknown> {
  return device.getMap('preferences');
}

function readPreferences(map: Y.Map<unknown>): Preferences {
  return preferencesSchema.parse({
    singleKeys: map.get('singleKeys'),
    editorView: map.get('editorView'),
    hidesFirstSteps: map.get('hidesFirstSteps'),
  });
}

/** This device's preferences, kept up to date. */
export function usePreferences(): Preferences {
  const { device } = useHub();
  return useYSelector(
    useMemo(() => preferencesMap(device), [device]),
    readPreferences,
  );
}

/** Changes some preferences of this device. */
export function setPreferences(device: Y.Doc, changed: Partial<Preferences>): void {
  const map = preferencesMap(device);
  device.transact(() => {
    for (const [key, value] of Object.entries(changed)) map.set(key, value);
  });
}
