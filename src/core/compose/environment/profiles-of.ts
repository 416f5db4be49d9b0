/** Returns the profiles that COMPOSE_PROFILES activates; null when it is not set. */
export function profilesOf(environment: ReadonlyMap<string, string>): readonly string[] | null {
  const listed = environment.get('COMPOSE_PROFILES');
  return listed === undefined ? null : listed.split(',').filter((name) => name !== '');
}
