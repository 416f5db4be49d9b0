// The pages of all rules as they stand in `docs/rules`, in one late chunk: fetched when the first of them is asked for, and part
// of what the service worker caches.

const files = import.meta.glob<string>('../../../../docs/rules/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const byId: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [/\/(cn\d+)-/.exec(path)?.[1]?.toUpperCase() ?? path, text]),
);

/** The page of a rule as Markdown; null for what Bulkhead says of itself, which has none. */
export function ruleText(id: string): string | null {
  return byId.get(id) ?? null;
}
