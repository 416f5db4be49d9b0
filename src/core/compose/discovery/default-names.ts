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

/** Returns the name of the override that Compose finds beside a main file of this name. */
export function overrideNameFor(main: string): string {
  const dot = main.lastIndexOf('.');
  return `${main.slice(0, dot)}.override${main.slice(dot)}`;
}

/** True when a file's name marks it as a Compose file, such as `docker-compose.prod.yml`, which Compose uses only when it is given. */
export function hasComposeName(name: string): boolean {
  return /compose[^/\\]*\.ya?ml$/i.test(name);
}
