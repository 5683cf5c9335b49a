/** A LIKE pattern that finds the text anywhere; what a person types has no wildcards. */
export function containsPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`;
}
