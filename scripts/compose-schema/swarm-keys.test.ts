import { expect, it } from 'vitest';
import { type SwarmPlace, swarmKeys } from '../../src/core/rules/facts/swarm-keys.ts';
import { keyTree } from './key-tree.ts';
import { patchedSchema } from './patched-schema.ts';

// What `docker stack deploy` of 26.1.5 and 28.2.2 takes and uses.
const honoured: { readonly [place in SwarmPlace]: string } = {
  top: 'configs networks secrets services version volumes',
  service:
    'cap_add cap_drop command configs credential_spec deploy dns dns_search entrypoint env_file environment extra_hosts healthcheck hostname image init isolation labels logging networks ports read_only secrets stdin_open stop_grace_period stop_signal sysctls tmpfs tty ulimits user volumes working_dir',
  membership: 'aliases',
  port: 'mode protocol published target',
  'volume-mount': 'bind consistency read_only source target tmpfs type volume',
  network: 'attachable driver driver_opts external internal ipam labels name',
  secret: 'driver driver_opts external file labels name template_driver',
  config: 'external file labels name template_driver',
};

const partOf: { readonly [place in SwarmPlace]: readonly string[] } = {
  top: [],
  service: ['definitions', 'service'],
  membership: ['definitions', 'service', 'networks', '*'],
  port: ['definitions', 'service', 'ports', '*'],
  'volume-mount': ['definitions', 'service', 'volumes', '*'],
  network: ['definitions', 'network'],
  secret: ['definitions', 'secret'],
  config: ['definitions', 'config'],
};

it('says of every key of Compose what a swarm makes of it, and of no other', () => {
  for (const place of Object.keys(swarmKeys) as SwarmPlace[]) {
    const [, definition, ...steps] = partOf[place];
    let keys = keyTree(
      patchedSchema(),
      definition ? { $ref: `#/definitions/${definition}` } : patchedSchema(),
    );
    for (const step of steps) keys = keys.find(([key]) => key === step)?.[1] ?? [];
    const said = swarmKeys[place].flatMap(({ at, form }) =>
      at.length === 1 && at[0] !== 'x-*' && form === undefined ? at : [],
    );
    const used = honoured[place].split(' ').filter((key) => !said.includes(key));
    expect([...said, ...used].sort(), place).toEqual(keys.map(([key]) => key).sort());
  }
});
