// The record of a machine as the fields of a form, and back: what a person does not touch stays in the record as it was.

/** The fields of a machine's record that a person edits; '' where the record has no value. */
export interface RecordFields {
  readonly engine: string;
  readonly firewallBackend: '' | 'iptables' | 'nftables';
  /** The text of `daemon.json`. */
  readonly daemon: string;
  readonly interface: string;
  /** The address of the outside interface with the prefix of the LAN: `192.168.1.10/24`. */
  readonly ipv4: string;
  readonly ipv6: string;
  /** The value of `net.bridge.bridge-nf-call-iptables`. */
  readonly bridges: '' | '0' | '1';
  readonly iptables: string;
  readonly ip6tables: string;
  readonly nft: string;
}

/** The fields of an unknown machine. */
export const noFields: RecordFields = {
  engine: '',
  firewallBackend: '',
  daemon: '',
  interface: '',
  ipv4: '',
  ipv6: '',
  bridges: '',
  iptables: '',
  ip6tables: '',
  nft: '',
};

type Members = { readonly [name: string]: unknown };

const filtersBridges = 'net.bridge.bridge-nf-call-iptables';
/** The name of an interface that a person gave only addresses for. */
const someInterface = 'eth0';

function membersOf(text: string | null): Members {
  if (text === null) return {};
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function mapOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function listOf(value: unknown): readonly Members[] {
  return Array.isArray(value) ? value.map(mapOf) : [];
}

/** Returns the fields of the record in `text`; empty ones for null. */
export function fieldsOf(text: string | null): RecordFields {
  const members = membersOf(text);
  const outside = textOf(members.interface);
  const address = (family: 'inet' | 'inet6'): string => {
    const infos = listOf(members.addresses)
      .filter(({ ifname }) => ifname === outside)
      .flatMap(({ addr_info }) => listOf(addr_info));
    const ownMembers = infos.find(
      (info) => info.family === family && info.scope !== 'link' && info.scope !== 'host',
    );
    return ownMembers === undefined ? '' : `${textOf(ownMembers.local)}/${String(ownMembers.prefixlen)}`;
  };
  const backend = textOf(members.firewallBackend);
  const bridges = String(mapOf(members.sysctl)[filtersBridges] ?? '');
  return {
    engine: textOf(members.engine),
    firewallBackend: backend === 'iptables' || backend === 'nftables' ? backend : '',
    daemon: members.daemon === undefined ? '' : JSON.stringify(members.daemon, null, 2),
    interface: outside,
    ipv4: address('inet'),
    ipv6: address('inet6'),
    bridges: bridges === '0' || bridges === '1' ? bridges : '',
    iptables: textOf(members.iptables),
    ip6tables: textOf(members.ip6tables),
    nft: typeof members.nft === 'object' ? JSON.stringify(members.nft) : textOf(members.nft),
  };
}

/**
 * Returns a field's text parsed as JSON, or the text itself where it is no JSON: the reader of the record then refuses it with a reason.
 */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Returns an address such as `192.168.1.10/24` in the form of `ip -j addr`; null where it is not an address with a prefix. */
function infoOf(text: string, family: 'inet' | 'inet6'): Members | null {
  const [, local, prefix] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(text.trim()) ?? [];
  return local === undefined ? null : { family, local, prefixlen: Number(prefix), scope: 'global' };
}

/** Returns the first field with an invalid address; null where there is none. */
export function wrongAddress({ ipv4, ipv6 }: RecordFields): string | null {
  const isWrong = (text: string, mark: string, family: 'inet' | 'inet6'): boolean =>
    text.trim() !== '' && (!text.includes(mark) || infoOf(text, family) === null);
  if (isWrong(ipv4, '.', 'inet')) return ipv4;
  return isWrong(ipv6, ':', 'inet6') ? ipv6 : null;
}

/** Returns the record in `text` with the changed fields; null starts an empty record. */
export function withFields(text: string | null, fields: RecordFields): string {
  const before = fieldsOf(text);
  const members: Record<string, unknown> = { ...membersOf(text), version: 1 };
  const put = (name: string, value: unknown): void => {
    if (value === undefined) delete members[name];
    else members[name] = value;
  };
  const changed = (name: keyof RecordFields): boolean => fields[name].trim() !== before[name].trim();
  const given = (name: keyof RecordFields): string | undefined =>
    fields[name].trim() === '' ? undefined : fields[name];
  for (const name of ['engine', 'firewallBackend', 'interface', 'iptables', 'ip6tables', 'nft'] as const)
    if (changed(name)) put(name, given(name));
  if (changed('daemon')) {
    const daemon = given('daemon');
    put('daemon', daemon === undefined ? undefined : jsonOf(daemon));
  }
  if (changed('bridges')) {
    const { [filtersBridges]: _, ...sysctl } = mapOf(members.sysctl);
    const settings = { ...sysctl, ...(fields.bridges === '' ? {} : { [filtersBridges]: fields.bridges }) };
    put('sysctl', Object.keys(settings).length === 0 ? undefined : settings);
  }
  if (changed('ipv4') || changed('ipv6') || changed('interface')) {
    const infos = [infoOf(fields.ipv4, 'inet'), infoOf(fields.ipv6, 'inet6')].filter((info) => info !== null);
    const outside = given('interface') ?? (infos.length > 0 ? someInterface : undefined);
    put('interface', outside);
    const others = listOf(members.addresses).filter(
      ({ ifname }) => ifname !== outside && ifname !== before.interface,
    );
    const interfaces = infos.length === 0 ? [] : [{ ifname: outside, addr_info: infos }];
    put('addresses', interfaces.length + others.length === 0 ? undefined : [...interfaces, ...others]);
  }
  return `${JSON.stringify(members, null, 1)}\n`;
}
