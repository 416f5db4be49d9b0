// The image catalogue as data: what well-known images are, where they listen and as whom they run. General knowledge,
// keyed by the last path component of the repository; `catalogue.ts` reads it. Knows nothing of services.

/**
 * The user of an image's main process. `root`: stays root. `drops`: starts as root and changes to its own user. Otherwise the numeric user
 * id.
 */
export type ImageUser = 'root' | 'drops' | `${number}` | null;

/**
 * The kind of an image. `collector` reads the host for measurements or logs; `network-tool` works on the rules, addresses or packets of a
 * network, as a `vpn` does.
 */
export type ImageKind =
  | 'datastore'
  | 'broker'
  | 'cache'
  | 'proxy'
  | 'socket-proxy'
  | 'vpn'
  | 'mail'
  | 'dns'
  | 'git'
  | 'tool'
  | 'collector'
  | 'network-tool'
  | 'base';

/**
 * A catalogue row. `capabilities` are those that the image usually needs back after `cap_drop: [ALL]` with its default command; absent,
 * they follow from `user` (`catalogue.ts`).
 */
type ImageRow = readonly [
  names: string,
  kind: ImageKind,
  ports: string,
  user: ImageUser,
  capabilities?: string,
];

/** The images of the catalogue, one row per family; names and ports are separated by spaces. */
export const imageRows: readonly ImageRow[] = [
  [
    'postgres postgis pgvector timescaledb timescaledb-ha',
    'datastore',
    '5432',
    'drops',
    'CHOWN DAC_OVERRIDE FOWNER SETGID SETUID',
  ],
  ['postgresql', 'datastore', '5432', null],
  ['mysql mariadb percona percona-server mysql-server', 'datastore', '3306', 'drops'],
  ['mongo mongodb percona-server-mongodb mongodb-community-server', 'datastore', '27017', 'drops'],
  ['redis valkey redis-stack redis-stack-server keydb dragonfly', 'cache', '6379', 'drops'],
  ['memcached', 'cache', '11211', '11211'],
  ['mssql-server azure-sql-edge', 'datastore', '1433', '10001'],
  ['oracle-xe oracle-free', 'datastore', '1521', '54321'],
  ['elasticsearch', 'datastore', '9200 9300', '1000'],
  ['opensearch', 'datastore', '9200 9300', '1000'],
  ['solr', 'datastore', '8983', '8983'],
  ['meilisearch', 'datastore', '7700', 'root'],
  ['typesense', 'datastore', '8108', 'root'],
  ['couchdb', 'datastore', '5984', 'drops'],
  ['couchbase', 'datastore', '8091 11210', 'drops'],
  ['cassandra scylla', 'datastore', '9042', 'drops'],
  ['cockroach cockroachdb', 'datastore', '26257 8080', 'root'],
  ['neo4j', 'datastore', '7474 7687', 'drops'],
  ['arangodb', 'datastore', '8529', 'root'],
  ['influxdb', 'datastore', '8086', 'drops'],
  ['clickhouse clickhouse-server', 'datastore', '8123 9000', 'drops'],
  ['questdb', 'datastore', '9000 8812', 'drops'],
  ['victoria-metrics', 'datastore', '8428', 'root'],
  ['rethinkdb', 'datastore', '28015', 'root'],
  ['surrealdb', 'datastore', '8000', '65532'],
  ['qdrant', 'datastore', '6333 6334', 'root'],
  ['weaviate', 'datastore', '8080', 'root'],
  ['milvus', 'datastore', '19530', 'root'],
  ['minio', 'datastore', '9000', 'root'],
  ['etcd', 'datastore', '2379 2380', 'root'],
  ['vault', 'datastore', '8200', 'drops', 'CHOWN IPC_LOCK SETFCAP SETGID SETUID'],
  ['openldap', 'datastore', '389 636', null],
  ['rabbitmq', 'broker', '5672 15672', 'drops'],
  ['kafka cp-kafka', 'broker', '9092', '1000'],
  ['cp-server', 'broker', '9092', '1000'],
  ['redpanda', 'broker', '9092', '101'],
  ['zookeeper cp-zookeeper', 'broker', '2181', 'drops'],
  ['nats', 'broker', '4222', 'root'],
  ['activemq activemq-classic activemq-artemis', 'broker', '61616', null],
  ['pulsar', 'broker', '6650', '10000'],
  ['eclipse-mosquitto mosquitto', 'broker', '1883', 'drops'],
  ['emqx', 'broker', '1883', '1000'],
  ['nsq', 'broker', '4150', 'root'],
  ['beanstalkd', 'broker', '11300', null],
  ['nginx openresty', 'proxy', '80', 'root', 'CHOWN SETGID SETUID NET_BIND_SERVICE'],
  ['nginx-unprivileged', 'proxy', '8080', '101'],
  ['nginx-proxy nginx-proxy-manager swag', 'proxy', '80 443', 'root'],
  ['traefik', 'proxy', '80 443', 'root', 'NET_BIND_SERVICE'],
  ['caddy caddy-docker-proxy', 'proxy', '80 443', 'root', 'NET_BIND_SERVICE'],
  ['haproxy', 'proxy', '', '99'],
  ['envoy', 'proxy', '10000', 'drops'],
  ['httpd', 'proxy', '80', 'root', 'CHOWN SETGID SETUID NET_BIND_SERVICE'],
  ['apache', 'proxy', '8080', null],
  ['varnish', 'proxy', '80', '1000'],
  ['squid', 'tool', '3128', null],
  ['kong', 'proxy', '8000 8443', '1000'],
  ['cloudflared', 'proxy', '', '65532'],
  ['pgbouncer', 'proxy', '5432', null],
  ['docker-socket-proxy socket-proxy', 'socket-proxy', '2375', 'root'],
  ['gluetun', 'vpn', '8000 8888', 'root'],
  ['wireguard wg-easy wg-access-server wireguard-ui wgcf', 'vpn', '51820', 'root'],
  ['amneziawg-go amnezia-wg-easy awg-easy', 'vpn', '51820', 'root'],
  ['openvpn openvpn-client transmission-openvpn', 'vpn', '1194', 'root'],
  ['tailscale', 'vpn', '41641', 'root'],
  ['zerotier zerotier-synchronized', 'vpn', '9993', 'root'],
  ['netbird netmaker netclient nebula tinc firezone headscale-ui', 'vpn', '', null],
  ['softethervpn softether ipsec-vpn-server hwdsl2 ocserv strongswan', 'vpn', '500 4500', 'root'],
  ['netfilter fail2ban crowdsec-firewall-bouncer cs-firewall-bouncer keepalived', 'network-tool', '', 'root'],
  ['suricata zeek ntopng snort netalertx pi.alert watchyourlan dhcpd kea', 'network-tool', '', 'root'],
  ['portainer portainer-ce portainer-ee', 'tool', '9000 9443', 'root'],
  ['registry', 'tool', '5000', 'root'],
  ['cadvisor', 'collector', '8080', 'root'],
  ['node-exporter', 'collector', '9100', '65534'],
  ['telegraf', 'collector', '8125', 'drops'],
  ['promtail alloy grafana-agent agent process-exporter smartctl-exporter', 'collector', '', null],
  ['beszel-agent glances zabbix-agent zabbix-agent2 infrastructure', 'collector', '', null],
  ['fluentd fluent-bit filebeat metricbeat vector opentelemetry-collector', 'collector', '', null],
  ['opentelemetry-collector-contrib', 'collector', '4317 4318', '10001'],
  ['watchtower', 'tool', '', 'root'],
  ['vaultwarden', 'tool', '80', 'root'],
  ['adminer', 'tool', '8080', '1000'],
  [
    'phpmyadmin wordpress nextcloud drupal joomla',
    'tool',
    '80',
    'drops',
    'CHOWN DAC_OVERRIDE SETGID SETUID NET_BIND_SERVICE',
  ],
  ['mongo-express', 'tool', '8081', null],
  ['pgadmin4', 'tool', '80', '5050'],
  ['grafana grafana-oss grafana-enterprise', 'tool', '3000', '472'],
  ['prometheus alertmanager pushgateway postgres-exporter mysqld-exporter', 'tool', '', '65534'],
  ['loki tempo jaeger all-in-one', 'tool', '', '10001'],
  ['n8n', 'tool', '5678', '1000'],
  ['keycloak', 'tool', '8080', '1000'],
  ['kibana', 'tool', '5601', '1000'],
  ['logstash', 'tool', '', '1000'],
  ['opensearch-dashboards', 'tool', '5601', '1000'],
  ['umami', 'tool', '3000', '1001'],
  ['directus', 'tool', '8055', '1000'],
  ['ghost', 'tool', '2368', 'drops'],
  ['superset', 'tool', '8088', '1000'],
  ['airflow', 'tool', '8080', '50000'],
  ['kafka-ui', 'tool', '8080', '100'],
  ['redis_exporter', 'tool', '9121', '59000'],
  ['oauth2-proxy', 'tool', '4180', '65532'],
  ['gotenberg', 'tool', '3000', '1001'],
  ['nexus3', 'tool', '8081', '200'],
  ['mattermost-team-edition mattermost-enterprise-edition', 'tool', '8065', '2000'],
  ['element-web', 'tool', '80', '101'],
  ['synapse', 'tool', '8008', 'drops'],
  ['sftpgo', 'tool', '8080 2022', '1000'],
  ['jenkins', 'tool', '8080', '1000'],
  ['gitea forgejo', 'git', '3000 22', 'drops', 'CHOWN SETGID SETUID NET_BIND_SERVICE SYS_CHROOT'],
  ['gogs', 'git', '3000 22', null],
  ['gitlab-ce gitlab-ee', 'git', '80 443 22', 'root'],
  ['soft-serve', 'git', '23231', null],
  ['docker-mailserver', 'mail', '25 143 465 587 993', 'root'],
  ['postfix', 'mail', '25 587', null],
  ['dovecot', 'mail', '143 993', null],
  ['maddy stalwart mail-server poste.io mailu', 'mail', '25 465 587 993', null],
  ['pihole', 'dns', '80 53', 'drops', 'CHOWN SETGID SETUID NET_BIND_SERVICE'],
  ['adguardhome', 'dns', '53', null],
  ['bind9 bind coredns unbound dnsmasq knot knot-resolver', 'dns', '53', null],
  ['pdns-auth pdns-recursor dnsdist', 'dns', '53', null],
  ['dns-server technitium', 'dns', '53', null],
  ['home-assistant homeassistant', 'tool', '8123', 'root'],
  ['netdata', 'collector', '19999', 'drops'],
  ['sonarqube', 'tool', '9000', '1000'],
  ['tomcat', 'base', '8080', 'root'],
  ['alpine busybox debian ubuntu fedora', 'base', '', 'root'],
  ['node python golang php ruby rust', 'base', '', 'root'],
];
