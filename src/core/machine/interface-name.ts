// Names of interfaces, which commands hold that run as root: one grammar for what files, records and options say.

/** The form of an interface name, for messages. */
export const interfaceNameForm =
  '1 to 15 letters of A to Z, a to z, 0 to 9, dot, dash and underscore, and not a dash first';

/** True when a text is a valid interface name in firewall rules; the kernel refuses `.` and `..`. */
export function isInterfaceName(text: string): boolean {
  return /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,14}$/.test(text) && text !== '.' && text !== '..';
}
