/** Whether it is an id such as 330105001/2022 or 330105/财政局/2022. Ids become paths of the archive: nothing else may pass. */
export const isReportId = (id: string): boolean =>
  /^\d{2,9}\/(?:[^/\\]+\/)?\d{4}$/u.test(id) && !id.includes('..')
