// What `docker inspect` prints, as far as it is read here. Older and newer Engines leave keys out or say null.

type Texts = readonly string[] | null;
type TextMap = Readonly<Record<string, string>> | null;

export type BindingsJson = Readonly<
  Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[] | null>
>;

export interface EndpointJson {
  readonly IPAddress?: string;
  readonly GlobalIPv6Address?: string;
  readonly Aliases?: Texts;
  readonly Links?: Texts;
  readonly IPAMConfig?: {
    readonly IPv4Address?: string;
    readonly IPv6Address?: string;
    readonly LinkLocalIPs?: Texts;
  } | null;
  readonly DriverOpts?: TextMap;
  readonly GwPriority?: number;
}

export interface HealthcheckJson {
  readonly Test?: Texts;
  /** The interval in nanoseconds. */
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly StartInterval?: number;
  readonly Retries?: number;
}

/** The settings that containers and images both have. */
export interface ConfigJson {
  readonly Hostname?: string;
  readonly Domainname?: string;
  readonly User?: string;
  readonly Env?: Texts;
  readonly Cmd?: Texts;
  readonly Entrypoint?: Texts;
  readonly WorkingDir?: string;
  readonly Labels?: TextMap;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Healthcheck?: HealthcheckJson | null;
  readonly StopSignal?: string;
  readonly StopTimeout?: number | null;
  readonly Tty?: boolean;
  readonly OpenStdin?: boolean;
  /** The name of the image as requested. */
  readonly Image?: string;
}

export interface MountJson {
  readonly Type: string;
  readonly Name?: string;
  readonly Source?: string;
  readonly Destination: string;
  readonly Mode?: string;
  readonly RW?: boolean;
  readonly Propagation?: string;
}

export interface HostConfigJson {
  readonly NetworkMode: string;
  readonly CapAdd?: Texts;
  readonly CapDrop?: Texts;
  readonly Privileged: boolean;
  readonly PortBindings?: BindingsJson | null;
  readonly RestartPolicy?: { readonly Name?: string; readonly MaximumRetryCount?: number } | null;
  readonly LogConfig?: { readonly Type?: string; readonly Config?: TextMap } | null;
  readonly Tmpfs?: TextMap;
  readonly Sysctls?: TextMap;
  readonly Links?: Texts;
  readonly Devices?:
    | readonly {
        readonly PathOnHost: string;
        readonly PathInContainer: string;
        readonly CgroupPermissions?: string;
      }[]
    | null;
  readonly DeviceRequests?:
    | readonly {
        readonly Driver?: string;
        readonly Count?: number;
        readonly DeviceIDs?: Texts;
        readonly Capabilities?: readonly (readonly string[])[] | null;
      }[]
    | null;
  readonly Ulimits?:
    | readonly { readonly Name: string; readonly Soft: number; readonly Hard: number }[]
    | null;
  readonly PidMode?: string;
  readonly IpcMode?: string;
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly NanoCpus?: number;
  readonly ShmSize?: number;
  readonly [key: string]: unknown;
}

export interface ContainerJson {
  readonly Id: string;
  readonly Name: string;
  /** The id of the image. */
  readonly Image?: string;
  readonly Config: ConfigJson;
  readonly State: {
    readonly Running: boolean;
    readonly Status: string;
    readonly ExitCode: number;
    /** The process id of the container's first process on the Engine's machine; 0 while it is stopped. */
    readonly Pid?: number;
    /** The start time in RFC 3339, with fractions of a second. */
    readonly StartedAt?: string;
  };
  readonly HostConfig: HostConfigJson;
  readonly NetworkSettings: {
    readonly Ports?: BindingsJson | null;
    readonly Networks?: Readonly<Record<string, EndpointJson>> | null;
  };
  readonly Mounts?: readonly MountJson[] | null;
}

export interface NetworkJson {
  readonly Name: string;
  readonly Id?: string;
  readonly Driver: string;
  readonly Internal: boolean;
  readonly Attachable?: boolean;
  /** IPv4 on the network; since Engine 28. */
  readonly EnableIPv4?: boolean;
  readonly EnableIPv6: boolean;
  readonly Options?: TextMap;
  readonly Labels?: TextMap;
  readonly IPAM?: {
    readonly Driver?: string;
    readonly Options?: TextMap;
    readonly Config?:
      | readonly {
          readonly Subnet?: string;
          readonly Gateway?: string;
          readonly IPRange?: string;
          readonly AuxiliaryAddresses?: TextMap;
        }[]
      | null;
  } | null;
  readonly Containers?: Readonly<Record<string, { readonly Name: string }>> | null;
}

export interface ImageJson {
  readonly Id: string;
  readonly Config?: ConfigJson | null;
}
