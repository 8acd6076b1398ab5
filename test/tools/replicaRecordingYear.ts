/** Last year of report on the replicas when they are recorded: a number, so that no recording depends on the day. */
export const replicaRecordingYear = 2025
