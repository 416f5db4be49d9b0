// What is spoken at a port, by its number and protocol: general knowledge, and the one table of it. Knows nothing of services,
// and nothing of where a port can be reached.

import { containerRange, firstFree, holdsPort, type PortRange } from '../compose/project/ports/port-range.ts';

/**
 * The usual audience of a port. `world`: everybody, at this very number. `data`: the users of a datastore or a broker. `control`: operators
 * of a container runtime, an orchestrator or the host. `code`: people who may run programs there, since the port runs what it receives.
 * `files`: users of shared files. `some`: the number implies nothing.
 */
export type PortUse = 'world' | 'data' | 'control' | 'code' | 'files' | 'some';

export interface PortMeaning {
  /** The protocol or service in plain words: `HTTPS`, `Mail`, `PostgreSQL`. */
  readonly words: string;
  readonly use: PortUse;
}

type Protocol = 'tcp' | 'udp' | 'both';
/** A table row. With `called`, ambiguous numbers have this meaning only when the service's or image's name matches. */
type Row = readonly [words: string, use: PortUse, protocol: Protocol, ports: string, called?: RegExp];

/** Matches programs that carry calls and media streams, whose participants send to them from anywhere. */
const mediaPrograms = /jvb|videobridge|jitsi|coturn|eturnal|livekit|mediasoup|janus|kurento|bigbluebutton/;

/** The meanings of ports, one row for all numbers with the same meaning. */
const rows: readonly Row[] = [
  ['HTTPS', 'world', 'both', '443'],
  ['HTTP', 'world', 'tcp', '80'],
  ['Mail', 'world', 'tcp', '25 465 587'],
  ['IMAP', 'world', 'tcp', '143 993'],
  ['POP', 'world', 'tcp', '110 995'],
  ['DNS', 'world', 'both', '53 853'],
  ['WireGuard', 'world', 'udp', '51820'],
  ['Tailscale', 'world', 'udp', '41641'],
  ['ZeroTier', 'world', 'udp', '9993'],
  ['OpenVPN', 'world', 'both', '1194'],
  ['IPsec', 'world', 'udp', '500 4500'],
  ['TURN', 'world', 'both', '3478 5349'],
  ['XMPP', 'world', 'tcp', '5222 5269'],
  ['Sieve', 'world', 'tcp', '4190'],
  ['Matrix', 'world', 'tcp', '8448'],
  ['RTMP', 'world', 'tcp', '1935'],
  ['Media', 'world', 'udp', '10000', mediaPrograms],
  ['BitTorrent', 'world', 'both', '6881 51413'],
  ['Syncthing', 'world', 'both', '22000'],
  ['Mumble', 'world', 'both', '64738'],
  ['TeamSpeak', 'world', 'udp', '9987'],
  ['Minecraft', 'world', 'tcp', '25565'],
  ['SSH', 'some', 'tcp', '22'],
  ['FTP', 'some', 'tcp', '20 21'],
  ['DHCP', 'some', 'udp', '67 68'],
  ['NTP', 'some', 'udp', '123'],
  ['SNMP', 'some', 'udp', '161 162'],
  ['LDAP', 'some', 'tcp', '389 636'],
  ['Syslog', 'some', 'both', '514'],
  ['RDP', 'some', 'tcp', '3389'],
  ['VNC', 'some', 'tcp', '5900'],
  ['MQTT', 'some', 'tcp', '1883 8883'],
  ['HTTP', 'some', 'tcp', '8080'],
  ['HTTPS', 'some', 'tcp', '8443'],
  ['OTLP', 'some', 'tcp', '4317 4318'],
  ['StatsD', 'some', 'udp', '8125'],
  ['PostgreSQL', 'data', 'tcp', '5432'],
  ['MySQL', 'data', 'tcp', '3306'],
  ['SQL Server', 'data', 'tcp', '1433'],
  ['Oracle', 'data', 'tcp', '1521'],
  ['MongoDB', 'data', 'tcp', '27017'],
  ['Redis', 'data', 'tcp', '6379'],
  ['Memcached', 'data', 'both', '11211'],
  ['Elasticsearch', 'data', 'tcp', '9200 9300', /elastic|opensearch/],
  ['CouchDB', 'data', 'tcp', '5984'],
  ['Cassandra', 'data', 'tcp', '9042'],
  ['InfluxDB', 'data', 'tcp', '8086', /influx/],
  ['Neo4j', 'data', 'tcp', '7687'],
  ['RabbitMQ', 'data', 'tcp', '5672 15672'],
  ['Kafka', 'data', 'tcp', '9092', /kafka|redpanda|broker/],
  ['ZooKeeper', 'data', 'tcp', '2181'],
  ['etcd', 'data', 'tcp', '2379'],
  ['Telnet', 'control', 'tcp', '23'],
  ['Envoy administration', 'control', 'tcp', '9901', /envoy/],
  ['aria2', 'control', 'tcp', '6800', /aria2?/],
  ['Java debugging (JDWP)', 'code', 'tcp', '5005', /^(?!.*rasa)/],
  ['JMX', 'code', 'tcp', '1099 9010', /java|jmx|kafka|cassandra|tomcat|activemq|jvm|zookeeper|solr/],
  ['Node debugging', 'code', 'tcp', '9229'],
  ['Python debugging', 'code', 'tcp', '5678', /python|debugpy|django|flask|fastapi/],
  ['Go debugging', 'code', 'tcp', '2345 40000', /delve|golang|\bgo\b/],
  ['Chrome debugging', 'code', 'tcp', '9222', /chrom|browser/],
  ['FastCGI (PHP-FPM)', 'code', 'tcp', '9000', /php|fpm/],
  ['Spark', 'code', 'tcp', '7077 6066', /spark/],
  ['Flink', 'code', 'tcp', '8081 6123', /flink|jobmanager/],
  ['YARN', 'code', 'tcp', '8088 8032', /yarn|hadoop|resourcemanager/],
  ['Ray', 'code', 'tcp', '8265 10001', /\bray\b/],
  ['Jupyter', 'code', 'tcp', '8888', /jupyter|notebook/],
  ['Salt', 'code', 'tcp', '4505 4506', /salt/],
  ['rsync', 'files', 'tcp', '873'],
  ['SMB', 'files', 'tcp', '139 445'],
  ['NFS', 'files', 'tcp', '2049'],
  ['Docker API', 'control', 'tcp', '2375 2376'],
  ['Swarm', 'control', 'tcp', '2377'],
  ['Kubernetes', 'control', 'tcp', '6443 10250'],
];

interface Meaning extends PortMeaning {
  readonly called: RegExp | null;
}

const meanings: ReadonlyMap<string, Meaning> = new Map(
  rows.flatMap(([words, use, protocol, ports, called = null]) => {
    const protocols = protocol === 'both' ? ['tcp', 'udp'] : [protocol];
    const keys = ports.split(' ').flatMap((port) => protocols.map((each) => `${port}/${each}`));
    return keys.map((key): [string, Meaning] => [key, { words, use, called }]);
  }),
);

/** Returns the meaning of a port number; null when the number implies nothing. `called` holds the names of service and image. */
export function portMeaning(port: number, protocol: string, called = ''): PortMeaning | null {
  const meaning = meanings.get(`${port}/${protocol}`) ?? null;
  if (meaning === null || (meaning.called !== null && !meaning.called.test(called.toLowerCase())))
    return null;
  return { words: meaning.words, use: meaning.use };
}

const tunnels: ReadonlySet<string> = new Set(['WireGuard', 'OpenVPN', 'IPsec', 'Tailscale', 'ZeroTier']);

/** True for the port of a VPN, which answers only to holders of a key. */
export function isTunnelPort(port: number, protocol: string): boolean {
  return tunnels.has(portMeaning(port, protocol)?.words ?? '');
}

const loginProtocols: ReadonlySet<string> = new Set([
  ...['Mail', 'IMAP', 'POP', 'Sieve', 'XMPP', 'SSH', 'FTP', 'LDAP', 'RDP', 'SMB'],
  ...['MySQL', 'PostgreSQL', 'SQL Server', 'Oracle'],
]);

/**
 * Returns the name of the protocol when it brings a login of its own, of users or of keys, before which a proxy's would be a second one;
 * null for HTTP, and for ports whose protocol is unknown. How strict that login is stands in no compose file.
 */
export function ownLogin(port: PortNumbers): string | null {
  const words = publishedMeaning(port)?.words ?? '';
  return loginProtocols.has(words) || tunnels.has(words) ? words : null;
}

/** True when a host port is usually published for everybody: web, mail, DNS, media, and tunnels at their own numbers. */
export function isWorldPort(
  { hostPort, protocol }: Pick<PortNumbers, 'hostPort' | 'protocol'>,
  called = '',
): boolean {
  // Media come to ports of a pool.
  if (protocol === 'udp' && mediaPrograms.test(called.toLowerCase())) return true;
  return portMeaning(Number(hostPort), protocol, called)?.use === 'world';
}

const dataNumbers = numbersFor('data', 'tcp');
/** The uses that are not meant for strangers. */
const sensitiveUses: readonly PortUse[] = ['data', 'control', 'code', 'files'];
const sensitiveNumbers = [...new Set(sensitiveUses.flatMap((use) => numbersFor(use, '')))];

/** Returns the port numbers with this use; protocol '' stands for any protocol. */
function numbersFor(use: PortUse, protocol: string): readonly number[] {
  return [...meanings]
    .filter(([key, meaning]) => meaning.use === use && key.endsWith(protocol))
    .map(([key]) => Number(key.split('/', 1)[0]));
}

/** Returns what access to a port of this meaning provides, as the end of a sentence about the service. */
export function accessText(meaning: PortMeaning | null): string {
  switch (meaning?.use) {
    case 'code':
      return `${meaning.words} runs the code that it receives`;
    case 'control':
      return `${meaning.words} is a control interface`;
    case 'files':
      return `${meaning.words} shares its files`;
    case 'data':
    case 'world':
    case 'some':
    case undefined:
      return 'it is a data store';
  }
}

/** True when a datastore or a broker usually listens on one of the TCP ports of a range. */
export function mayHoldData(range: PortRange, called = ''): boolean {
  return dataNumbers.some(
    (port) => holdsPort(range, port) && portMeaning(port, 'tcp', called)?.use === 'data',
  );
}

/** True when a datastore, a broker, a control plane, a code runner or a file share usually listens on a number, whatever the protocol. */
export function isDataPortNumber(port: number, called = ''): boolean {
  return hasDataPortNumber({ first: port, last: port }, called);
}

/** True when a sensitive service usually listens on one of the ports from `first` to `last`. */
export function hasDataPortNumber(range: PortRange, called = ''): boolean {
  return sensitiveNumbers.some(
    (port) =>
      holdsPort(range, port) &&
      (isSensitive(portMeaning(port, 'tcp', called)) || isSensitive(portMeaning(port, 'udp', called))),
  );
}

function isSensitive(meaning: PortMeaning | null): boolean {
  return meaning !== null && sensitiveUses.includes(meaning.use);
}

/** The known numbers of a published port: '' when the host picks one, `A-B` for a pool. */
export interface PortNumbers {
  readonly hostPort: string;
  readonly containerPort: number;
  readonly containerLast?: number;
  readonly protocol: string;
}

/** Returns the meaning of a port, or the most severe meaning in a range, data or control; null for other ranges. */
function meaningWithin(range: PortRange, protocol: string, called: string): PortMeaning | null {
  if (range.first === range.last) return portMeaning(range.first, protocol, called);
  const within = sensitiveNumbers.filter((port) => holdsPort(range, port));
  const [meaning = null] = within.flatMap((port) => portMeaning(port, protocol, called) ?? []);
  return meaning;
}

/**
 * Returns the meaning of a published port: that of the container port when it is data or control, else that of the host port, which callers
 * see, else that of the container port.
 */
export function publishedMeaning(port: PortNumbers, called = ''): PortMeaning | null {
  const { hostPort, protocol } = port;
  const inside = meaningWithin(containerRange(port), protocol, called);
  if (isSensitive(inside)) return inside;
  return portMeaning(Number(hostPort), protocol, called) ?? inside;
}

/** True when a well-known service usually listens on a number; 8080 and similar ports do not count, since web servers are moved there. */
function isKnownElsewhere(port: number, protocol: string): boolean {
  const words = portMeaning(port, protocol)?.words;
  return words !== undefined && words !== 'HTTP' && words !== 'HTTPS';
}

/** The first unreserved port; each port below means something at its own number. */
const firstUnreservedPort = 1024;
const moved = 8000;

/**
 * Returns a free host port to replace `wanted`: none of `taken`, and none of a well-known service. A reserved port moves as people usually
 * move it: 8053 for 53. Returns null when none is free.
 */
export function freeHostPort(taken: readonly PortRange[], wanted: number, protocol: string): number | null {
  let next = firstFree(taken, wanted < firstUnreservedPort ? wanted + moved : wanted + 1);
  while (next !== null && isKnownElsewhere(next, protocol)) next = firstFree(taken, next + 1);
  return next;
}
