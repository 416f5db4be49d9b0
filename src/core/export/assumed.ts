// What a prediction rests on beside the file, told with every machine-readable answer.

export interface Assumed {
  readonly files: readonly string[];
  /** Files that others ask for and that are not there: what they would say is unknown. Absent where there are none. */
  readonly missingFiles?: readonly string[];
  /** `from`: where the name comes from; a null name is not known. */
  readonly project: { readonly name: string | null; readonly from: string };
  readonly profiles: { readonly active: readonly string[]; readonly known: readonly string[] };
  readonly unsetVariables: readonly string[];
  /** Nothing is known of what lies beyond the host. */
  readonly outside: 'unknown';
  readonly addressFamilies: readonly ['ipv4'];
  /** What is present in the files and has no part in the prediction. */
  readonly notModelled: readonly string[];
}
