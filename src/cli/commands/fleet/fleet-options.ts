// The options of `fleet`.

export interface FleetOptions {
  /** The file of the fleet, or its folder; without one, that of the working folder. */
  readonly fleet?: string;
  readonly contexts?: readonly string[];
  readonly write?: boolean;
}
