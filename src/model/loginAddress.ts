/** Parts of a path, and first labels of a host, that sites give to where one logs in (登录, 统一身份认证). */
const names =
  /^(?:login|logon|log-in|signin|sign-in|userlogin|sso|cas|passport|oauth2?|authorize)(?:\.\w+)?$/iu

/** Whether an address is one at which a reader is asked to log in. */
export function isLoginAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { hostname, pathname } = new URL(address)
  return [hostname.split('.')[0] ?? '', ...pathname.split('/')].some((name) => names.test(name))
}
