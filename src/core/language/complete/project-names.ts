/** A name of the project and what is known of it, in one line. */
export interface ProjectName {
  readonly name: string;
  readonly about: string;
}

/** The names that places of a compose file can refer to, in file order. */
export interface ProjectNames {
  readonly services: readonly ProjectName[];
  readonly networks: readonly ProjectName[];
  /** Other names of services on networks: aliases, host names, names of containers. */
  readonly aliases: readonly ProjectName[];
  readonly volumes: readonly ProjectName[];
  readonly secrets: readonly ProjectName[];
  readonly configs: readonly ProjectName[];
  readonly profiles: readonly ProjectName[];
}
