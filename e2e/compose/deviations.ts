// Where our reading of our own cases differs from `docker compose config` on purpose, and why. A deviation that no longer
// holds fails, so that this list stays true.

/** `places`: the facts that differ. `stricter`: we refuse what `config` accepts. `laxer`: it refuses what we accept. */
export type Deviation = {
  readonly case: string;
  readonly why: string;
  /** Newer versions of Docker Compose read it as we do, so it need not differ. */
  readonly gone?: true;
} & (
  | { readonly kind: 'places'; readonly places: readonly string[] }
  | { readonly kind: 'stricter' | 'laxer' }
);

export const deviations: readonly Deviation[] = [
  {
    case: 'interpolation-default-not-needed',
    kind: 'laxer',
    gone: true,
    why: 'Older versions also look at a default that is not needed.',
  },
  {
    case: 'dates',
    kind: 'places',
    places: ['services › web › environment'],
    why: 'A bare date is a time to Compose, written out with its zone. No key about networks takes one.',
  },
  {
    case: 'network-ipam',
    kind: 'places',
    places: ['networks › a › ipamOptions'],
    gone: true,
    why: 'Older versions drop the options of ipam.',
  },
  {
    case: 'networks-gw-priority',
    kind: 'places',
    places: ['services › web › networks › front › gatewayPriority'],
    gone: true,
    why: 'Older versions drop gw_priority.',
  },
  {
    case: 'ports-long-bracketed-host',
    kind: 'stricter',
    why: 'Newer versions (2.36.1 on) refuse brackets around the address of the long form.',
  },
  {
    case: 'ports-long-upper-case',
    kind: 'places',
    places: ['services › web › ports'],
    why: '`config` keeps the protocol of the long form as written, but lowers that of the short one. One spelling is enough.',
  },
  {
    case: 'port-long-host-name',
    kind: 'stricter',
    why: 'Newer versions refuse a name where an address must stand; with older ones the container cannot be made.',
  },
  {
    case: 'port-long-published-word',
    kind: 'stricter',
    why: '`config` does not look at the host port of the long form; the container cannot be made.',
  },
  {
    case: 'port-long-target-too-high',
    kind: 'stricter',
    why: '`config` does not look at the container port of the long form; the container cannot be made.',
  },
  {
    case: 'port-three-ends',
    kind: 'stricter',
    why: 'Compose passes over the third number of a range. Nobody means that, so we say that it is no range.',
  },
  {
    case: 'port-two-protocols',
    kind: 'stricter',
    gone: true,
    why: 'Older versions pass over the second protocol.',
  },
  { case: 'replicas-negative', kind: 'stricter', gone: true, why: 'Newer versions refuse it.' },
];
