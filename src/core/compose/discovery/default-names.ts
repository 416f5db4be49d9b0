// The names under which Compose finds files by itself, in its order of preference.

export const defaultNames: readonly string[] = [
  'compose.yaml',
  'compose.yml',
  'docker-compose.yml',
  'docker-compose.yaml',
];

export const overrideNames: readonly string[] = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** The override that Compose finds beside a main file of that name. */
export function overrideNameFor(main: string): string {
  const dot = main.lastIndexOf('.');
  return `${main.slice(0, dot)}.override${main.slice(dot)}`;
}

/** Whether a file is meant for Compose by its name, as `docker-compose.prod.yml` is, which Compose takes only when it is named. */
export function hasComposeName(name: string): boolean {
  return /compose[^/\\]*\.ya?ml$/i.test(name);
}
