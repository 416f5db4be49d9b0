// The stacks of the gallery: what each is, and the operations that lead from `docs/gallery/NAME/before.yaml` to what stands beside it.

/** Operations with one purpose. */
export interface Step {
  readonly why: string;
  readonly operations: readonly string[];
}

export interface GalleryStack {
  /** The name of the stack's folder. */
  readonly name: string;
  readonly title: string;
  /** The purpose of the stack and its faults, in two or three sentences. */
  readonly about: string;
  readonly steps: readonly Step[];
}

/**
 * Returns the operations that add networks and move their members there from the default network: the first by `move`, further ones by
 * `attach`.
 */
function networks(of: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(of).flatMap(([service, [first = '', ...more]]) => [
    `move=${service}:default:${first}`,
    ...more.map((network) => `attach=${service}:${network}`),
  ]);
}

export const stacks: readonly GalleryStack[] = [
  {
    name: 'mail-server',
    title: 'Mail server',
    about:
      'Mail for one domain: who accepts it, who keeps it, who filters it, a webmail. All of it is on one network, so that whoever breaks into the webmail is beside every mailbox and the cache of the filter; the database of all accounts answers the Internet.',
    steps: [
      {
        why: 'The database and the statistics of the filter are for this machine: what nobody outside needs is no longer published.',
        operations: ['unset=mailboxes:ports', 'bind=filter:11334:127.0.0.1'],
      },
      {
        why: 'One network for those who speak with the world, one for accounts and one for the filter, both without a way out.',
        operations: [
          'add-network=mail',
          'add-network=accounts:internal',
          'add-network=checks:internal',
          ...networks({
            smtp: ['mail', 'accounts', 'checks'],
            imap: ['mail', 'accounts'],
            webmail: ['mail', 'accounts'],
            filter: ['mail', 'checks'],
            virus: ['mail', 'checks'],
            mailboxes: ['accounts'],
            cache: ['checks'],
          }),
        ],
      },
    ],
  },
  {
    name: 'photo-library',
    title: 'Photo library behind a proxy',
    about:
      'A photo library behind a proxy that asks for a login. The port from the time before the proxy is still published, and goes round the login; the database is on the network of the proxy for no reason that the file knows.',
    steps: [
      {
        why: 'Who comes in comes by the proxy, which asks for the login.',
        operations: ['unset=library:ports'],
      },
      {
        why: 'The database and what belongs to it keep to themselves, without a way out; the proxy is told which network to use.',
        operations: [
          'detach=database:proxy',
          'internal=photos:true',
          'label=library:traefik.docker.network:photos_proxy',
        ],
      },
    ],
  },
  {
    name: 'media-suite',
    title: 'Media suite behind a VPN',
    about:
      'Search, download, watch. The downloads share the network of the VPN container, and so its published ports; every page of the suite, none of which asks for a password when it is new, answers on every address of the machine.',
    steps: [
      {
        why: 'The pages of the suite are for this machine, or for a proxy on it. The player stays open.',
        operations: [
          'bind=vpn:8080:127.0.0.1',
          'bind=indexer:9696:127.0.0.1',
          'bind=series:8989:127.0.0.1',
          'bind=films:7878:127.0.0.1',
        ],
      },
      {
        why: 'The player, which people outside see, is away from those that start downloads.',
        operations: ['add-network=watch', 'move=player:default:watch'],
      },
    ],
  },
  {
    name: 'monitoring',
    title: 'Monitoring',
    about:
      'Metrics, logs and dashboards of one machine. Everything that collects answers the whole network without a password, and whoever takes over one collector is beside the one that is root on the machine.',
    steps: [
      {
        why: 'People look at the dashboards. The rest is asked by the dashboards, and published nowhere.',
        operations: [
          'unset=metrics:ports',
          'unset=alerts:ports',
          'unset=logs:ports',
          'unset=store:ports',
          'bind=dashboards:3000:127.0.0.1',
        ],
      },
      {
        why: 'Those that read the machine are asked by the metrics alone; the store of the dashboards is on a network of its own.',
        operations: [
          'add-network=view',
          'add-network=collect:internal',
          'add-network=ship:internal',
          'add-network=store:internal',
          ...networks({
            dashboards: ['view', 'store'],
            metrics: ['view', 'collect'],
            alerts: ['view'],
            logs: ['view', 'ship'],
            shipper: ['ship'],
            machine: ['collect'],
            containers: ['collect'],
            store: ['store'],
          }),
        ],
      },
    ],
  },
  {
    name: 'git-forge',
    title: 'Git forge',
    about:
      'A forge with its database, its search and a runner. The runner does what the files of a repository say, has the socket of the runtime, and stands beside the database.',
    steps: [
      {
        why: 'The runner asks the forge, and nobody else.',
        operations: ['add-network=jobs', 'move=runner:default:jobs', 'attach=forge:jobs'],
      },
      {
        why: 'What the forge keeps is on a network without a way out. The pages of the forge are for a proxy on this machine.',
        operations: [
          'add-network=data:internal',
          'move=forge:default:data',
          'move=search:default:data',
          'move=cache:default:data',
          'move=database:default:data',
          'bind=forge:3000:127.0.0.1',
        ],
      },
    ],
  },
  {
    name: 'identity-provider',
    title: 'Identity provider',
    about:
      'Who logs in where, and an application that asks. On one network the wiki, which everybody edits, is beside the database of all logins, and the worker, which has the socket of the runtime, is beside both.',
    steps: [
      {
        why: 'The provider keeps its database and cache to itself; the wiki keeps its own.',
        operations: [
          'add-network=login',
          'add-network=identity:internal',
          'add-network=notes:internal',
          ...networks({
            server: ['login', 'identity'],
            worker: ['identity'],
            directory: ['login'],
            wiki: ['login', 'notes'],
            'wiki-database': ['notes'],
            database: ['identity'],
            cache: ['identity'],
          }),
        ],
      },
      {
        why: 'Without TLS the provider is for this machine, and so are the directory and the wiki: a proxy stands before them.',
        operations: [
          'bind=server:9000:127.0.0.1',
          'bind=directory:389:127.0.0.1',
          'bind=wiki:8080:127.0.0.1',
        ],
      },
      {
        why: 'The socket of the runtime is root on the machine; outposts that the worker is to start are started by hand instead.',
        operations: ['unvolume=worker:/var/run/docker.sock', 'unset=worker:user'],
      },
    ],
  },
  {
    name: 'wiki',
    title: 'Wiki with search',
    about:
      'A wiki with search and drawings behind a web server. The search engine answers everybody, with all pages of the wiki, those that need a login too.',
    steps: [
      { why: 'The search is asked by the wiki alone.', operations: ['unset=search:ports'] },
      {
        why: 'The web server reaches what it shows, and not what that is made of; the backup reaches the database, and its way out is its own.',
        operations: [
          'add-network=front',
          'add-network=back:internal',
          'add-network=away',
          ...networks({
            web: ['front'],
            wiki: ['front', 'back'],
            drawings: ['front'],
            search: ['back'],
            backup: ['away', 'back'],
          }),
          'unset=database:ports',
          'move=database:default:back',
        ],
      },
    ],
  },
  {
    name: 'home-automation',
    title: 'Home automation',
    about:
      'Lights, radios, and what they report. The centre needs the network of the machine to find devices, not all its rights; broker and history answer the whole house without a password.',
    steps: [
      {
        why: 'The centre finds devices without being root on the machine.',
        operations: ['unset=centre:privileged'],
      },
      {
        why: 'From the network of the machine the centre reaches ports on loopback: those of the house need no other.',
        operations: [
          'bind=broker:9001:127.0.0.1',
          'bind=radio:8080:127.0.0.1',
          'bind=flows:1880:127.0.0.1',
          'bind=history:8086:127.0.0.1',
        ],
      },
      {
        why: 'The radio speaks with the broker, and only the flows with the history.',
        operations: [
          'add-network=things',
          'add-network=records',
          ...networks({
            broker: ['things'],
            radio: ['things'],
            flows: ['things', 'records'],
            history: ['records'],
          }),
        ],
      },
    ],
  },
  {
    name: 'chat',
    title: 'Chat',
    about:
      'A chat for a team that also speaks with other servers. Its administration and its files answer where its pages do, and so does the database.',
    steps: [
      {
        why: 'Open stay the pages and the port for other servers; administration and files are for this machine.',
        operations: [
          'unset=database:ports',
          'bind=admin:8081:127.0.0.1',
          'bind=files:9000:127.0.0.1',
          'bind=files:9001:127.0.0.1',
          'bind=server:8008:127.0.0.1',
        ],
      },
      {
        why: 'The database is reached by those that use it, and reaches nobody outside. The machine has no address on its network, so the server of the calls, which is on that of the machine, does not reach it either.',
        operations: [
          'add-network=talk',
          'add-network=data:internal',
          'driver-opt=data:com.docker.network.bridge.gateway_mode_ipv4:isolated',
          'add-network=store',
          ...networks({
            web: ['talk'],
            server: ['talk', 'data'],
            bridge: ['talk', 'data'],
            admin: ['talk'],
            files: ['store'],
            database: ['data'],
          }),
        ],
      },
    ],
  },
  {
    name: 'ci-runner',
    title: 'CI runner',
    about:
      'A runner that builds what a branch says, and what it deploys, on one network. A builder listens for commands without a password, on every address, and is root on the machine.',
    steps: [
      {
        why: 'Nobody outside builds here, or reads what was built.',
        operations: ['unset=builder:ports', 'bind=registry:5000:127.0.0.1', 'unset=artifacts:ports'],
      },
      {
        why: 'The runner builds in the builder, so it needs no socket of this machine.',
        operations: ['unvolume=runner:/var/run/docker.sock', 'env=runner:DOCKER_HOST:tcp://builder:2375'],
      },
      {
        why: 'What is built and what runs are apart.',
        operations: [
          'add-network=build',
          'add-network=serve',
          'add-network=data:internal',
          ...networks({
            runner: ['build'],
            builder: ['build'],
            registry: ['build'],
            artifacts: ['build'],
            app: ['serve', 'data'],
            database: ['data'],
          }),
        ],
      },
    ],
  },
];
