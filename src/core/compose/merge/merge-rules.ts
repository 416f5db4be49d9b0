// Which keys of a service or network are not merged as their form suggests (semantics 4.3).

/**
 * `replace`: the later value alone. `keyed`: lists are read as mappings without values first. `pairs`: `KEY=value` lists and
 * mappings, the last of a key wins. `hosts`: the same, but every value of a key stays. `list`: a text counts as a list of one.
 * `deep`: by form.
 */
export type MergeRule = 'replace' | 'keyed' | 'pairs' | 'hosts' | 'list' | 'deep';

const RULES: ReadonlyMap<string, MergeRule> = new Map<string, MergeRule>([
  ['command', 'replace'],
  ['entrypoint', 'replace'],
  ['healthcheck.test', 'replace'],
  ['networks', 'keyed'],
  ['depends_on', 'keyed'],
  ['models', 'keyed'],
  ['build', 'keyed'],
  ['environment', 'pairs'],
  ['labels', 'pairs'],
  ['annotations', 'pairs'],
  ['sysctls', 'pairs'],
  ['extra_hosts', 'hosts'],
  ['deploy.labels', 'pairs'],
  ['build.args', 'pairs'],
  ['build.labels', 'pairs'],
  ['dns', 'list'],
  ['dns_search', 'list'],
  ['dns_opt', 'list'],
  ['env_file', 'list'],
  ['tmpfs', 'list'],
]);

/** Whether a path leads to the value of one pair, such as `environment.A`. */
export function isPairValue(path: readonly string[]): boolean {
  return RULES.get(path.slice(0, -1).join('.')) === 'pairs';
}

/** The rule of a path below a service or network. */
export function ruleFor(path: readonly string[]): MergeRule {
  // One number, or a soft and a hard one: the later form stands.
  if (path[0] === 'ulimits' && path.length === 2) return 'replace';
  return RULES.get(path.join('.')) ?? 'deep';
}
