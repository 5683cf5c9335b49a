/** Processor time this process has used, in milliseconds: unlike the clock it does not count what neighbours use. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
