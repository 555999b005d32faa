"""Reads a table of the lake as analysts outside jela do, and prints what it finds as JSON.

    python read_lake.py DATA PROGRAMME/DATASET COLUMN

Needs `deltalake` and `duckdb` from PyPI. deltalake follows the Delta log; DuckDB counts and adds up. The table is
read twice, by deltalake's own engine and by DuckDB over the files that the log lists; if the two disagree,
the lake is not what it says, and the exit code is 1.
"""

import json
import sys
from pathlib import Path

import deltalake
import duckdb

NUMBERS = ("long", "double")


def main() -> int:
    if len(sys.argv) != 4 or sys.argv[2].count("/") != 1:
        print(__doc__, file=sys.stderr)
        return 2
    data, dataset, column = sys.argv[1:]
    table = deltalake.DeltaTable(str(Path(data, "lake", "rows", *dataset.split("/"))))
    schema = {field.name: field.type.type for field in table.schema().fields}
    if schema.get(column) not in NUMBERS:
        found = ", ".join(name for name, kind in schema.items() if kind in NUMBERS)
        print(f"{dataset} has no number column `{column}` (found {found})", file=sys.stderr)
        return 2
    by_deltalake = through_deltalake(table, column)
    by_duckdb = through_duckdb(table, column)
    print(
        json.dumps(
            {
                "dataset": dataset,
                "version": table.version(),
                "rows": by_deltalake[0],
                "column": column,
                "sum": by_deltalake[1],
                "schema": schema,
                "partitions": table.metadata().partition_columns,
                "batches": batches(table),
                "readers": {"deltalake": deltalake.__version__, "duckdb": duckdb.__version__},
            },
            indent=2,
        )
    )
    if by_deltalake != by_duckdb:
        print(f"deltalake read {by_deltalake}, DuckDB {by_duckdb}", file=sys.stderr)
        return 1
    return 0


def through_deltalake(table: deltalake.DeltaTable, column: str) -> tuple:
    """Rows and sum as deltalake's own engine answers."""
    answer = deltalake.QueryBuilder().register("rows", table).execute(totals("rows", column)).read_all()
    with duckdb.connect() as connection:
        connection.register("answer", answer)
        return connection.execute("SELECT * FROM answer").fetchall()[0]


def through_duckdb(table: deltalake.DeltaTable, column: str) -> tuple:
    """Rows and sum as DuckDB finds them in the Parquet files themselves."""
    files = table.file_uris()
    if not files:
        return (0, None)
    names = ", ".join("'" + name.removeprefix("file://").replace("'", "''") + "'" for name in files)
    source = f"read_parquet([{names}], union_by_name = true, hive_partitioning = false)"
    with duckdb.connect() as connection:
        return connection.execute(totals(source, column)).fetchall()[0]


def totals(source: str, column: str) -> str:
    return f'SELECT count(*) AS "rows", sum("{column}") AS total FROM {source}'


def batches(table: deltalake.DeltaTable) -> int:
    """Deliveries that the log's commits speak of."""
    return sum(len(commit.get("jelaBatches") or []) for commit in table.history())


if __name__ == "__main__":
    sys.exit(main())
