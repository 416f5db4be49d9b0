// Names of interfaces, which commands hold that run as root: one grammar for what files, records and options say.

/** What a name may be, in words. */
export const interfaceNameForm =
  '1 to 15 letters of A to Z, a to z, 0 to 9, dot, dash and underscore, and no dash first';

/** Whether a text may stand for an interface in the rules of a firewall. `.` and `..` are names that the kernel refuses. */
export function isInterfaceName(text: string): boolean {
  return /^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,14}$/.test(text) && text !== '.' && text !== '..';
}
