// Spells a random host out as compose files that the Engine accepts, and the networks that are made by hand before. Names, ports
// and subnets hang on its number, so that many can stand side by side.

import type { HostNetworkPlan, HostPlan, HostServicePlan, ProjectPlan } from './host-plan.ts';
import { bridgeOption, portLines } from './plan-yaml.ts';

export interface WrittenHost {
  /** In the order in which they come up. */
  readonly projects: readonly { readonly name: string; readonly text: string }[];
  /** Networks made by hand, by Docker name: their options as a file would say them. */
  readonly made: ReadonlyMap<string, string>;
}

const projectNames = ['gate', 'alpha', 'zulu', 'bravo'];
/** The same in every project. */
const serviceNames = ['web', 'App', 'db', 'cache', 'job'];
const ownKeys = ['back', 'Front'];
const servicesAtMost = 16;

/** A network that a project can put its services on. */
interface Choice {
  readonly key: string;
  readonly dockerName: string;
  /** Its options; null where the project asks others for it. */
  readonly options: string | null;
}

/** What stands already when the next service is written. */
interface Standing {
  /** Containers that own their place. */
  readonly containers: { readonly name: string; readonly project: string; readonly service: string }[];
  readonly networks: Set<string>;
}

interface Written {
  readonly name: string;
  readonly lines: readonly string[];
  readonly on: readonly Choice[];
}

/** The files of the host with number `index`, of at most 100. */
export function hostYaml(plan: HostPlan, index: number): WrittenHost {
  const made = new Map<string, string>();
  const standing: Standing = { containers: [], networks: new Set() };
  plan.shared.forEach((network, n) => {
    standing.networks.add(sharedName(plan, index, n));
    if (network.madeBy === 'hand') made.set(sharedName(plan, index, n), optionsOf(network, index * 16 + n));
  });
  const projects = plan.projects.map((project, p) => {
    const name = `bh${index}-${projectNames[(plan.turn + p) % projectNames.length]}`;
    return { name, text: projectText(plan, project, p, index, name, standing) };
  });
  return { projects, made };
}

function sharedName({ shared }: HostPlan, index: number, n: number): string {
  return `${shared[n]?.sorts === 'first' ? 'aa' : 'zz'}${index}-mesh${n}`;
}

/** The networks of a project: its own, then the shared ones, then the one that is there without a word. */
function choicesOf(
  plan: HostPlan,
  project: ProjectPlan,
  p: number,
  index: number,
  name: string,
): readonly Choice[] {
  const own = project.own.map((network, n): Choice => {
    const key = ownKeys[n] ?? '';
    return { key, dockerName: `${name}_${key}`, options: optionsOf(network, index * 16 + 2 + p * 2 + n) };
  });
  const shared = plan.shared.map((network, n): Choice => {
    const dockerName = sharedName(plan, index, n);
    const makes = makesShared(network, p);
    const key = makes || project.asks === 'by name' ? `mesh${n}` : dockerName;
    return { key, dockerName, options: makes ? optionsOf(network, index * 16 + n) : null };
  });
  const options = project.defaultInternal ? '{ internal: true }' : '{}';
  return [...own, ...shared, { key: 'default', dockerName: `${name}_default`, options }];
}

function makesShared({ madeBy }: HostPlan['shared'][number], p: number): boolean {
  return madeBy === 'one project' ? p === 0 : madeBy === 'two projects' && p < 2;
}

function projectText(
  plan: HostPlan,
  project: ProjectPlan,
  p: number,
  index: number,
  name: string,
  standing: Standing,
): string {
  const choices = choicesOf(plan, project, p, index, name);
  const services: Written[] = [];
  for (const [i, service] of project.services.entries()) {
    // Compose makes a network for those who are on it, so the first service of a maker is.
    const makes = plan.shared.flatMap((network, n) =>
      i === 0 && makesShared(network, p) ? [project.own.length + n] : [],
    );
    const drawn: HostServicePlan =
      makes.length > 0 ? { ...service, mode: 'networks', on: [...makes, ...service.on] } : service;
    const number = index * servicesAtMost + p * 4 + i;
    services.push(serviceOf(drawn, { project, name, choices, earlier: services, standing, number }));
  }
  const used = choices.filter((choice) => services.some(({ on }) => on.includes(choice)));
  const networks = used.length === 0 ? [] : ['networks:', ...used.map(networkLine)];
  return `${['services:', ...services.flatMap(({ lines }) => lines), ...networks].join('\n')}\n`;
}

function networkLine({ key, dockerName, options }: Choice): string {
  if (options === null)
    return `  ${key}: { external: true${key === dockerName ? '' : `, name: ${dockerName}`} }`;
  const named = key.startsWith('mesh') ? `name: ${dockerName}` : '';
  const inner = options.slice(1, -1).trim();
  return `  ${key}: { ${[named, inner].filter((part) => part !== '').join(', ')} }`;
}

/** The options of a network as a map of one line. */
function optionsOf({ ipv6, internal, icc, masquerade }: HostNetworkPlan, number: number): string {
  const driver = [
    ...(icc ? [] : [`${bridgeOption}enable_icc: "false"`]),
    ...(masquerade ? [] : [`${bridgeOption}enable_ip_masquerade: "false"`]),
  ];
  const parts = [
    ...(internal ? ['internal: true'] : []),
    // Up to 26 the Engine has no subnets of its own to give.
    ...(ipv6
      ? [`enable_ipv6: true, ipam: { config: [{ subnet: "fdcd:${number.toString(16)}::/64" }] }`]
      : []),
    ...(driver.length > 0 ? [`driver_opts: { ${driver.join(', ')} }`] : []),
  ];
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

interface Place {
  readonly project: ProjectPlan;
  readonly name: string;
  readonly choices: readonly Choice[];
  /** Services of the project that are written already. */
  readonly earlier: readonly Written[];
  readonly standing: Standing;
  /** Ports hang on it. */
  readonly number: number;
}

function serviceOf(drawn: HostServicePlan, place: Place): Written {
  const { project, earlier, number } = place;
  const name = at(serviceNames, project.turn + earlier.length);
  const plan = withWhatIsThere(drawn, place);
  // Those of the fixed files lie above.
  const port = 2000 + number;
  const head = [`  ${name}:`, '    image: bulkhead-probe:1', `    command: httpd -f -p ${port} -h /etc`];
  const joined = joinedLines(plan, place);
  if (joined) return { name, on: [], lines: [...head, ...joined] };
  const on = networksOf(plan, place);
  const container = plan.containerName ? `box${number}` : `${place.name}-${name}-1`;
  place.standing.containers.push({ name: container, project: place.name, service: name });
  for (const { dockerName } of on) place.standing.networks.add(dockerName);
  const lines = [...head, ...placeLines(plan, on, place)];
  if (plan.containerName) lines.push(`    container_name: ${container}`);
  // One listener per host port; a container name is one container's.
  const once = plan.ports.length > 0 || plan.containerName || plan.mode === 'host';
  if (plan.twice && !once) lines.push('    scale: 2');
  if (plan.ports.length > 0) lines.push('    ports:');
  for (const [n, one] of plan.ports.entries()) lines.push(...portLines(one, port, 4000 + 2000 * n + number));
  return { name, on, lines };
}

/** A service joins what is there; where nothing is, it is on the default network. */
function withWhatIsThere(plan: HostServicePlan, { earlier, standing }: Place): HostServicePlan {
  const alone =
    plan.mode === 'service'
      ? earlier.length === 0
      : plan.mode === 'container' && standing.containers.length === 0;
  return alone ? { ...plan, mode: 'default' } : plan;
}

/** A9: what joins another has nothing else of its own. Null for a service that joins none. */
function joinedLines({ mode, joins }: HostServicePlan, place: Place): readonly string[] | null {
  if (mode === 'service') return [`    network_mode: service:${at(place.earlier, joins).name}`];
  if (mode !== 'container') return null;
  const { name, project, service } = at(place.standing.containers, joins);
  const line = `    network_mode: container:${name}`;
  // Compose starts its services in no order of its own.
  return project === place.name ? [line, `    depends_on: [${service}]`] : [line];
}

function networksOf({ mode, on }: HostServicePlan, { choices }: Place): readonly Choice[] {
  if (mode === 'networks') return [...new Set(on.map((n) => at(choices, n)))];
  return mode === 'default' ? choices.slice(-1) : [];
}

function placeLines(plan: HostServicePlan, on: readonly Choice[], { standing }: Place): readonly string[] {
  const { mode, joins } = plan;
  const lines: string[] = [];
  if (mode === 'network') lines.push(`    network_mode: ${at([...standing.networks], joins)}`);
  if (mode === 'none' || mode === 'host' || mode === 'bridge') lines.push(`    network_mode: ${mode}`);
  if (mode === 'networks') {
    const alias = plan.alias === 'none' ? '' : ` { aliases: [${plan.alias}] }`;
    lines.push('    networks:', ...on.map(({ key }, n) => `      ${key}:${n === 0 ? alias : ''}`));
  }
  if (plan.hostname && (on.length > 0 || mode === 'network')) lines.push('    hostname: edge');
  return lines;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}
