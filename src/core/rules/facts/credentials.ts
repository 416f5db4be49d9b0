// Settings that hold a password or key as plain text, found by their name or by a login in an address.

const credential =
  /(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PASS|PWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|SECRET_?KEY|ACCESS_?KEY|ENCRYPTION_?KEY|SECRET_?KEY_?BASE|CREDENTIALS?)$|[A-Z]PASSWORD$/i;
/** A URL with a user and a password, as `postgres://user:word@host`. */
const login = /^[a-z][a-z0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i;
/** A value that is no secret: a switch, a path, or a word for nothing. */
const nonSecret = /^(?:|true|false|yes|no|on|off|none|null|disabled?|enabled?|[01]|\.{0,2}\/.*)$/i;

/** True when a setting or variable of this name holds a credential. */
export function namesCredential(key: string): boolean {
  return credential.test(key);
}

/** True when `value` of the setting `key` is a credential. */
export function isCredential(key: string, value: string): boolean {
  return !nonSecret.test(value) && (namesCredential(key) || login.test(value));
}
