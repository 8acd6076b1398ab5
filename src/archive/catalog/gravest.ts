/** SQL: how grave the gravest of a group of findings is, 0 for an error. `column` holds the names of severities, which are in no useful order. */
export const gravity = (column: string): string =>
  `min(CASE ${column} WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END)`

/** SQL: the name of the gravest severity of a group of findings. */
export const gravest = (column: string): string =>
  `CASE ${gravity(column)} WHEN 0 THEN 'error' WHEN 1 THEN 'warning' ELSE 'info' END`
