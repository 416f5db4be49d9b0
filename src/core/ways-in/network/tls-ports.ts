// The ports known for TLS.

/** True for a port on which a server requested over https is assumed to use TLS. */
export function usesTls(port: number): boolean {
  return port === 443 || port === 8443 || port === 9443 || port === 8006;
}
