// What stands beside the compose files of a project, such as the configuration of its proxies. The model of Compose hands it on with the
// project and never looks into it: `core/ways-in/ways/ways-reader.ts` says what it is.

export interface AdjacentFiles {
  readonly kind: 'ways-reader';
}
