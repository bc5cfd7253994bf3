-- grain: one row per (document_id): where a document comes from, and what read it
with

documents as (
    select * from staging.stg_raw_documents
),

decisions as (
    select
        document_id,
        article_id,
        parser_version,
        run_id
    from staging.stg_parsed_articles
    union all
    select
        document_id,
        cast(null as varchar) as article_id,
        parser_version,
        run_id
    from staging.stg_rejected_documents
),

runs as (
    select * from staging.stg_runs
)

select
    documents.document_id,
    documents.root_name,
    documents.document_path,
    documents.content_hash,
    documents.run_id as ingested_run_id,
    decisions.article_id,
    decisions.parser_version,
    decisions.run_id as parsed_run_id,
    runs.started_at as parsed_at,
    runs.code_version
from documents
left join decisions on documents.document_id = decisions.document_id
left join runs on decisions.run_id = runs.run_id
