// What `firewall` says of interface names that no rule can hold.

import type { PlaceOf } from '../../core/export/firewall/firewall-report.ts';
import type { InvalidInterfaceName } from '../../core/firewall/interfaces.ts';
import { interfaceNameForm } from '../../core/machine/interface-name.ts';
import { placeInRecord } from '../input/machine-record.ts';
import type { Io } from '../io.ts';

/** Returns a line with the place of each interface whose name no rule can hold. */
export async function misnamedLines(
  io: Io,
  misnamed: readonly InvalidInterfaceName[],
  placeOf: PlaceOf,
  record: string | undefined,
): Promise<readonly string[]> {
  return Promise.all(
    misnamed.map(async ({ name, in: source, path }) => {
      const place = source === 'files' ? placeOf(path) : null;
      const at = place
        ? `${place.file}:${place.line}:${place.column}`
        : await placeInRecord(io, record ?? '', path);
      return `${at}: ${JSON.stringify(name)} is not a valid interface name, so no rule is written. Give it ${interfaceNameForm}.`;
    }),
  );
}
