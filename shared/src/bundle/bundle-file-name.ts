import type { WorkspaceName } from '../protocol/names.ts';

/** `demo-2026-11-27T14-05-09Z.html`: sorts by time, and no system refuses it. */
export function bundleFileName(workspace: WorkspaceName, madeAtMs: number): string {
  const time = new Date(madeAtMs).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${workspace}-${time}Z.html`;
}

/** When a file of that name was made, wall clock ms; undefined where it is no bundle of this workspace. */
export function bundleMadeAt(fileName: string, workspace: WorkspaceName): number | undefined {
  const time = fileName.startsWith(`${workspace}-`) ? fileName.slice(workspace.length + 1) : '';
  const [, day, hour, minute, second] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.html$/.exec(time) ?? [];
  const ms = Date.parse(`${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}Z`);
  return Number.isNaN(ms) ? undefined : ms;
}
