// What a container is for, as far as its image, else its name, says so. It chooses an icon and is never a fact: no rule reads it.

import { memoize } from '../compose/memoize.ts';
import type { Service } from '../compose/topology.ts';
import { catalogueEntry } from './catalogue.ts';
import type { ImageKind } from './catalogue-images.ts';

export type ServiceKind =
  | 'app'
  | 'auth'
  | 'cache'
  | 'certificates'
  | 'chat'
  | 'database'
  | 'dns'
  | 'documents'
  | 'download'
  | 'git'
  | 'hardware'
  | 'home'
  | 'logs'
  | 'mail'
  | 'media'
  | 'monitor'
  | 'photos'
  | 'protection'
  | 'proxy'
  | 'queue'
  | 'search'
  | 'storage'
  | 'vpn'
  | 'web'
  | 'worker';

/** The purpose of each of the catalogue's kinds; a tool or a base image may serve any purpose. */
const kindOfImage: { readonly [kind in ImageKind]: ServiceKind | null } = {
  datastore: 'database',
  broker: 'queue',
  cache: 'cache',
  proxy: 'proxy',
  'socket-proxy': 'proxy',
  vpn: 'vpn',
  mail: 'mail',
  dns: 'dns',
  git: 'git',
  tool: null,
  collector: 'monitor',
  'network-tool': 'protection',
  base: null,
};

/** The keywords in images and names, the specific before the general: a search engine is a datastore as well. */
const words: readonly (readonly [RegExp, ServiceKind])[] = [
  [/^pdns/, 'dns'],
  [/exporter|cadvisor|telegraf|agent$/, 'monitor'],
  [/elasticsearch|opensearch$|meilisearch|solr|typesense|manticore|zinc|sphinx|searx|whoogle/, 'search'],
  [
    /minio|seaweed|garage|samba|nextcloud|owncloud|seafile|syncthing|filebrowser|rclone|restic|duplicati|backup|borg|kopia/,
    'storage',
  ],
  [
    /keycloak|authelia|authentik|oauth2|zitadel|dex$|kratos|hydra|ldap|vault|lldap|tinyauth|casdoor|pocket-id|^auth|-auth$|^sso|passbolt|bitwarden/,
    'auth',
  ],
  [/acme|certbot|step-ca|^certs?\b|certificate/, 'certificates'],
  [
    /clamav|clamd|rspamd|spamassassin|fail2ban|crowdsec|suricata|netfilter|firewall|olefy|antivirus|virus|^filter|waf|modsecurity/,
    'protection',
  ],
  [
    /postfix|dovecot|mailhog|mailpit|maildev|mailserver|mailcatcher|exim|smtp|imap|sogo|roundcube|snappymail|webmail|stalwart|mailu|listmonk|^mail|-mail$|tls-policy/,
    'mail',
  ],
  [
    /unbound|pihole|pi-hole|adguard|bind9|coredns|dnsmasq|powerdns|pdns|technitium|cloudflare-ddns|ddns|^dns|-dns$|resolver/,
    'dns',
  ],
  [/gluetun|wireguard|wg-easy|openvpn|tailscale|headscale|zerotier|netbird|^vpn|-vpn$/, 'vpn'],
  [
    /traefik|haproxy|caddy|envoy|nginx-proxy|swag|varnish|kong|cloudflared|frps?$|ngrok|pgbouncer|imgproxy|proxy|gateway/,
    'proxy',
  ],
  [/immich|photoprism|photo|piwigo|lychee|machine-learning/, 'photos'],
  [
    /jellyfin|plex|emby|navidrome|audiobookshelf|kavita|komga|tautulli|jellyseerr|overseerr|sonarr|radarr|lidarr|readarr|bazarr|prowlarr|tdarr|frigate|koel|peertube|icecast|media/,
    'media',
  ],
  [/qbittorrent|transmission|deluge|sabnzbd|nzbget|jackett|aria2|torrent|download|metube/, 'download'],
  [/home-?assistant|hass|esphome|zigbee|z2m|zwave|node-?red|homebridge|openhab|domoticz/, 'home'],
  [/gitea|forgejo|gitlab|gogs|drone|woodpecker|jenkins|registry|^git|runner/, 'git'],
  [/mattermost|rocket|synapse|matrix|element|zulip|jitsi|ntfy|gotify|apprise|chat/, 'chat'],
  [
    /paperless|bookstack|wiki|outline|docmost|hedgedoc|collabora|onlyoffice|gotenberg|tika|stirling|docs?$|joplin|memos|ghost|wordpress/,
    'documents',
  ],
  [
    /prometheus|grafana|alertmanager|netshoot|tcpdump|jaeger|tempo|zipkin|uptime|netdata|glances|dozzle|portainer|healthchecks|monitor|watchdog|watch|otel|opentelemetry|zabbix|beszel|statsd|dashboard/,
    'monitor',
  ],
  [/tail$|logs?$|loki|fluent|promtail|logstash|(?<!pg)vector|filebeat|graylog|alloy/, 'logs'],
  [
    /postgres|pgvector|postgis|mysql|mariadb|mongo|mssql|cockroach|cassandra|scylla|clickhouse|influx|couch|neo4j|timescale|qdrant|weaviate|milvus|etcd|database|^sql|^db$|-db$/,
    'database',
  ],
  [/redis|memcached|valkey|keydb|dragonfly|cache/, 'cache'],
  [/rabbitmq|kafka|nats|mosquitto|emqx|activemq|zookeeper|redpanda|pulsar|mqtt|queue|broker/, 'queue'],
  [/dmidecode|hardware|smartctl|scrutiny/, 'hardware'],
  [/worker|celery|sidekiq|cron|job|seed|scheduler|consumer|ofelia|watchtower|renovate|migrate/, 'worker'],
  [/nginx|httpd|apache|frontend|^web$|^web-|-web$|^www/, 'web'],
];

/** Returns the last part of an image name, without registry, tag and digest. */
function imageBase(image: string): string {
  const path = image.split('@')[0] ?? image;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return (last.split(':')[0] ?? last).toLowerCase();
}

function kindOfText(text: string): ServiceKind | null {
  return text === '' ? null : (words.find(([pattern]) => pattern.test(text))?.[1] ?? null);
}

/** Returns the purpose of a service; null when neither its image nor its name tells. */
export const serviceKind = memoize(({ image, name }: Pick<Service, 'image' | 'name'>): ServiceKind | null => {
  const base = image === null ? '' : imageBase(image);
  // nginx serves pages as often as it forwards requests: how it is named tells which.
  const ownServiceKind = kindOfText(base);
  if (ownServiceKind === 'web') return /proxy|gateway|ingress/.test(name.toLowerCase()) ? 'proxy' : 'web';
  const entry = catalogueEntry(image);
  const known = entry === null ? null : kindOfImage[entry.kind];
  // What the words say is narrower than the catalogue's kind.
  return ownServiceKind ?? known ?? kindOfText(name.toLowerCase());
});

const kindOfTier = { edge: 'web', app: 'app', data: 'database' } as const;

/** Returns the kind that a service's card shows: its known purpose, else what its tier suggests. */
export function shownKind(service: Service, tier: keyof typeof kindOfTier): ServiceKind {
  return serviceKind(service) ?? kindOfTier[tier];
}
