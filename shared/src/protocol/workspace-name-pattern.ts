/** What a workspace may be called. On its own, for code that runs before any library has come. */
export const workspaceNamePattern = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
