/**
 * Begins to count; gives how many milliseconds of processor this process took since. What must cost little is measured so: the
 * clock runs on while others have the machine, and a slow machine is no defect.
 */
export function processorTime(): () => number {
  const begun = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(begun)
    return (user + system) / 1000
  }
}
