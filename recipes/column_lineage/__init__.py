"""How sql/column_lineage.csv is made: DuckDB binds each public view, and its plan says where each column comes from."""
