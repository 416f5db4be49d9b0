// How Compose spells the name of a project, wherever it comes from (D1).

/** Lower case, only `[a-z0-9_-]`, no leading `_` or `-`; '' where nothing is left. */
export function normalizeProjectName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}
