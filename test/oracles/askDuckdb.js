// DuckDB's answers to the questions on its command line, as JSON: `node test/oracles/askDuckdb.js "select 1"`.
import { DuckDBInstance } from '@duckdb/node-api'

const database = await DuckDBInstance.create(':memory:')
const connection = await database.connect()
const answers = []
for (const question of process.argv.slice(2))
  answers.push((await connection.runAndReadAll(question)).getRowObjectsJson())
console.log(JSON.stringify(answers))
connection.closeSync()
database.closeSync()
