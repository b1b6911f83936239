/**
 * What a workspace may be called; not `device`, which is the browser's own beside them. On its own,
 * for code that runs before any library has come.
 */
export const workspaceNamePattern = /^(?!device$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
