// The Compose schema as Docker Compose applies it: the copy inside `dclint`, patched.

import { readFileSync } from 'node:fs';

/** A JSON object of the schema. */
export interface SchemaNode {
  [key: string]: unknown;
}

// By path: the exports of the package hide it.
const source = new URL('../../node_modules/dclint/schemas/compose.schema.json', import.meta.url);

/** Reads and patches the schema; throws where a patch does not fit the package. */
export function patchedSchema(): SchemaNode {
  const schema: SchemaNode = JSON.parse(readFileSync(source, 'utf8'));
  // It names a dialect by an address that no validator knows; the schema is draft-07.
  delete schema.$schema;
  for (const { at, value, replaces } of patches) {
    const last = at.at(-1);
    let node: unknown = schema;
    for (const step of at.slice(0, -1)) node = isNode(node) ? node[step] : undefined;
    if (!isNode(node) || last === undefined || last in node !== replaces) {
      throw new Error(
        `The Compose schema of dclint is not as expected at ${at.join('/')}: look at its patches.`,
      );
    }
    node[last] = value;
  }
  return schema;
}

/** True when a part of the schema is an object or a list. */
export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null;
}

/**
 * Where the schema inside `dclint` says otherwise than Docker Compose does: a place in the JSON schema and what stands there instead. The
 * build fails when a place is not as expected, so that an update of the package is looked at.
 */
interface Patch {
  /** The steps into the schema. The last step is set; all steps before it must exist. */
  readonly at: readonly (string | number)[];
  readonly value: unknown;
  /** True when the package already defines the last step. */
  readonly replaces: boolean;
}

const service = ['definitions', 'service', 'properties'];
const build = [...service, 'build', 'oneOf', 1, 'properties'];
const healthcheck = ['definitions', 'healthcheck', 'properties'];
const deployment = ['definitions', 'deployment', 'properties'];
const duration = { type: 'string', format: 'duration' };
const countFrom0 = (...types: readonly string[]) => ({ type: [...types, 'string'], minimum: 0 });
const flag = { type: ['boolean', 'string'] };
const distinct = { type: 'array', items: { type: 'string' }, uniqueItems: true };

const anyName = ['patternProperties', '^[a-zA-Z0-9._-]+$'];
const watchItem = ['definitions', 'development', 'properties', 'watch', 'items', 'properties'];

function set(at: Patch['at'], value: unknown): Patch {
  return { at, value, replaces: true };
}

function add(at: Patch['at'], value: unknown): Patch {
  return { at, value, replaces: false };
}

const patches: readonly Patch[] = [
  // compose-go, schema/compose-spec.json, which is ahead of the copy in the specification: hooks before the start, entries of
  // `models` with nothing in them, three more keys of `build`.
  add([...service, 'pre_start'], { type: 'array', items: { $ref: '#/definitions/pre_start_hook' } }),
  add(['definitions', 'pre_start_hook'], {
    type: 'object',
    properties: {
      command: { $ref: '#/definitions/command' },
      user: { type: 'string' },
      privileged: flag,
      working_dir: { type: 'string' },
      environment: { $ref: '#/definitions/list_or_dict' },
      image: { type: 'string' },
      per_replica: flag,
    },
    additionalProperties: false,
    patternProperties: { '^x-': {} },
  }),
  add([...watchItem, 'initial_sync'], flag),
  set([...service, 'depends_on', 'oneOf', 1, ...anyName, 'properties', 'required'], flag),

  // compose-go, loader: any other word is refused when the file is read.
  set(['definitions', 'env_file', 'oneOf', 1, 'items', 'oneOf', 1, 'properties', 'format'], {
    type: 'string',
    enum: ['raw'],
  }),
  set(
    [...service, 'models', 'oneOf', 1, 'patternProperties', '^[a-zA-Z0-9._-]+$', 'type'],
    ['object', 'null'],
  ),
  add([...build, 'no_cache_filter'], { $ref: '#/definitions/string_or_list' }),
  add([...build, 'provenance'], flag),
  add([...build, 'sbom'], flag),

  // compose-go, types/duration.go: a text that is no duration is refused when the value is decoded.
  set([...service, 'stop_grace_period'], duration),
  ...['interval', 'timeout', 'start_period', 'start_interval'].map((key) =>
    set([...healthcheck, key], duration),
  ),
  ...['update_config', 'rollback_config'].flatMap((key) =>
    ['delay', 'monitor'].map((part) => set([...deployment, key, 'properties', part], duration)),
  ),
  ...['delay', 'window'].map((key) => set([...deployment, 'restart_policy', 'properties', key], duration)),

  // compose-go, types/types.go: unsigned numbers, refused below zero when they are decoded.
  set([...healthcheck, 'retries'], countFrom0('number')),
  set([...deployment, 'update_config', 'properties', 'parallelism'], countFrom0('integer')),
  set([...deployment, 'rollback_config', 'properties', 'parallelism'], countFrom0('integer')),
  set([...deployment, 'restart_policy', 'properties', 'max_attempts'], countFrom0('integer')),
  set([...deployment, 'placement', 'properties', 'max_replicas_per_node'], countFrom0('integer')),
  set([...service, 'blkio_config', 'properties', 'weight'], countFrom0('integer')),
  set(
    [...service, 'volumes', 'items', 'oneOf', 1, 'properties', 'tmpfs', 'properties', 'mode'],
    countFrom0('number'),
  ),
  set(['definitions', 'blkio_weight', 'properties', 'weight'], countFrom0('integer')),
  set(
    ['definitions', 'service_config_or_secret', 'items', 'oneOf', 1, 'properties', 'mode'],
    countFrom0('number'),
  ),

  // compose-go, loader/include.go and loader/extends.go: both are taken out before the schema is asked, and keys that they do
  // not know are passed over.
  set(['properties', 'include', 'type'], ['array', 'null']),
  set(['definitions', 'include', 'oneOf', 1, 'additionalProperties'], true),
  set([...service, 'extends', 'oneOf', 1, 'additionalProperties'], true),

  // compose-go, override/uncity.go: what these lists name twice counts once before the schema is asked …
  ...['cap_add', 'cap_drop', 'dns_opt', 'expose', 'links', 'ports', 'volumes'].map((key) =>
    set([...service, key, 'uniqueItems'], false),
  ),
  set(['definitions', 'list_of_strings', 'uniqueItems'], false),
  set(['definitions', 'list_or_dict', 'oneOf', 1, 'uniqueItems'], false),
  // … but not these, which share a definition with the former.
  set([...service, 'networks', 'oneOf', 0], distinct),
  set([...service, 'depends_on', 'oneOf', 0], distinct),
  set([...service, 'device_cgroup_rules'], distinct),
];
