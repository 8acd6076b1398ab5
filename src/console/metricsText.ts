import type { Run, SiteRun } from '../model/run.ts'

interface Gauge {
  readonly name: string
  readonly help: string
  readonly value: (site: SiteRun) => number
}

const gauges: readonly Gauge[] = [
  {
    name: 'listed_reports',
    help: 'Links taken for annual reports in the last run.',
    value: (site) => site.candidates,
  },
  { name: 'new_files', help: 'New originals of the last run.', value: (site) => site.captured.new },
  {
    name: 'changed_files',
    help: 'Changed originals of the last run.',
    value: (site) => site.captured.changed,
  },
  { name: 'reports', help: 'Reports made or made again in the last run.', value: (site) => site.reports },
  { name: 'waiting_links', help: 'Links listed and not captured yet.', value: (site) => site.waiting },
  {
    name: 'unread_files',
    help: 'Archived in the last run and not read.',
    value: (site) => site.unread.length,
  },
  { name: 'troubles', help: 'Links that the last run could not get.', value: (site) => site.troubles.length },
  {
    name: 'failing_alarms',
    help: 'Alarms that fail the site.',
    value: ({ alarms }) => alarms.filter(({ fails }) => fails).length,
  },
  {
    name: 'warnings',
    help: 'Alarms that do not fail the site.',
    value: ({ alarms }) => alarms.filter(({ fails }) => !fails).length,
  },
]

const label = (text: string): string => text.replace(/[\\"]/gu, (mark) => `\\${mark}`).replace(/\n/gu, '\\n')

const exitCodeGauge = ['exit_code', 'Its exit code (docs/failures.md).'] as const

const ofRun = (command: string, name: string, help: string, value: number): readonly string[] => [
  `# HELP nianbao_run_${name} ${help}`,
  `# TYPE nianbao_run_${name} gauge`,
  `nianbao_run_${name}{command="${label(command)}"} ${value}`,
]

/** The same of a run that did not come to its end: its exit code, and no number of the run before. */
export const metricsOfFailure =
  (command: string) =>
  (exitCode: number): string =>
    `${ofRun(command, ...exitCodeGauge, exitCode).join('\n')}\n`

/**
 * A run for Prometheus, in its text format 0.0.4 (for the textfile collector of node_exporter): one gauge for each number of
 * a site, and when the run ended, in seconds. An alert on a stale `nianbao_run_finished_seconds` notices a timer that died.
 */
export function metricsText(run: Run, exitCode: number): string {
  const requests = Object.values(run.requests).reduce((sum, count) => sum + count, 0)
  const whole = (name: string, help: string, value: number): readonly string[] =>
    ofRun(run.command, name, help, value)
  const lines = [
    ...whole('finished_seconds', 'When the last run ended, Unix time.', Date.parse(run.finished) / 1000),
    ...whole(
      'duration_seconds',
      'How long it took.',
      (Date.parse(run.finished) - Date.parse(run.started)) / 1000,
    ),
    ...whole(...exitCodeGauge, exitCode),
    ...whole('requests', 'Requests sent, robots.txt included.', requests),
    ...whole('hosts_refusing', 'Hosts that gave nothing but refusals.', run.hostsRefusing.length),
    ...gauges.flatMap(({ name, help, value }) => [
      `# HELP nianbao_site_${name} ${help}`,
      `# TYPE nianbao_site_${name} gauge`,
      ...run.sites.map((site) => `nianbao_site_${name}{site="${label(site.site)}"} ${value(site)}`),
    ]),
  ]
  return `${lines.join('\n')}\n`
}
