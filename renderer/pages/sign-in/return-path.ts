/** The page to go to after signing in: a path of this application, never another site. */
export function returnPath(wanted: string | null): string {
  if (!wanted?.startsWith("/") || /^\/[/\\]/.test(wanted) || wanted.startsWith("/sign-in")) return "/";
  return wanted;
}
