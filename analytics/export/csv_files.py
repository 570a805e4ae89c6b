"""CSV for spreadsheets: UTF-8 with a mark, everything quoted, no cell or header that opens as a formula."""

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from analytics.export.safe import UNREADABLE, safe, safe_column


def write_csv(table: pd.DataFrame, path: Path) -> int:
    """Write one table and return its number of rows.

    A missing cell is empty without quotes, an empty text is `""`. Times are ISO 8601 in UTC.
    """
    arrow = pa.Table.from_pandas(_plain(table), preserve_index=False).replace_schema_metadata(None)
    columns = [safe_column(_time(column)) for column in arrow.columns]
    names = [safe(name.replace("\x00", UNREADABLE)) for name in arrow.column_names]
    with path.open("wb") as file:
        file.write("\ufeff".encode())
        pa.csv.write_csv(pa.table(columns, names=names), file, pa.csv.WriteOptions(quoting_style="all_valid"))
    return len(table)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return whole numbers without a decimal point."""
    plain = table.copy(deep=False)
    for name, column in table.items():
        if pd.api.types.is_float_dtype(column.dtype) and (column.dropna() % 1 == 0).all():
            plain[name] = column.astype("Int64")
    return plain


def _time(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return times as ISO 8601 to the microsecond, in UTC."""
    if not pa.types.is_timestamp(column.type):
        return column
    return pc.strftime(column.cast(pa.timestamp("us", tz="UTC")), format="%Y-%m-%dT%H:%M:%SZ")
