"""Parquet, for R and Python: every text as it is, types and categories kept, lists as lists."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analytics.columns import columns


def write_parquet(table: pd.DataFrame, path: Path, name: str) -> int:
    """Write one table with the meaning of its columns in the file, and return its number of rows.

    Without pandas' own notes on types: they name Arrow's lists, and `pandas.read_parquet` then refuses the file.
    """
    arrow = pa.Table.from_pandas(table, preserve_index=False)
    about = {column.name: column.about for column in columns().get(name, ())}
    fields = [field.with_metadata({"about": about.get(field.name, "")}) for field in arrow.schema]
    pa.parquet.write_table(arrow.cast(pa.schema(fields)), path, compression="zstd")
    return len(table)
