import type { Service } from '../../../core/compose/topology.ts';
import type { Tier } from '../../../core/needs/tiers.ts';

/** What a container is for, as far as its image says; chooses the icon only, never a fact. */
export type ServiceKind =
  | 'web'
  | 'proxy'
  | 'app'
  | 'worker'
  | 'database'
  | 'cache'
  | 'queue'
  | 'search'
  | 'mail'
  | 'storage'
  | 'logs'
  | 'monitor'
  | 'hardware';

const catalogue: readonly (readonly [RegExp, ServiceKind])[] = [
  [/traefik|haproxy|caddy|envoy|nginx-proxy|proxy|gluetun|wireguard|openvpn/, 'proxy'],
  [/nginx|httpd|apache|frontend|^web$/, 'web'],
  [
    /postgres|mysql|mariadb|mongo|mssql|cockroach|cassandra|clickhouse|influx|couch|neo4j|timescale|database|^db$/,
    'database',
  ],
  [/redis|memcached|valkey|keydb|dragonfly|cache/, 'cache'],
  [/rabbitmq|kafka|nats|mosquitto|activemq|zookeeper|queue/, 'queue'],
  [/elasticsearch|opensearch|meilisearch|solr|typesense/, 'search'],
  [/postfix|mailhog|mailpit|dovecot|mailserver|smtp/, 'mail'],
  [/minio|seaweed|nextcloud|samba/, 'storage'],
  [/tail|logs?$|loki|fluent|promtail|logstash|vector/, 'logs'],
  [/prometheus|grafana|netshoot|exporter|cadvisor|tcpdump|jaeger|monitor/, 'monitor'],
  [/dmidecode|hardware|smartctl/, 'hardware'],
  [/worker|celery|sidekiq|cron|job|seed/, 'worker'],
];

/** The last part of an image name, without registry, tag and digest. */
export function imageBase(image: string): string {
  const path = image.split('@')[0] ?? image;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return (last.split(':')[0] ?? last).toLowerCase();
}

/** The kind by image, then by name, then by tier. */
export function kindOfService(service: Service, tier: Tier): ServiceKind {
  const texts = [service.image === null ? '' : imageBase(service.image), service.name.toLowerCase()];
  for (const text of texts) {
    if (text === '') continue;
    const known = catalogue.find(([pattern]) => pattern.test(text));
    if (known) return known[1];
  }
  if (tier === 'edge') return 'web';
  return tier === 'data' ? 'storage' : 'app';
}
