-- search: articles that hold words, the best by `order by score desc`; "a phrase" in marks is one word
-- A word of several pieces is found by its pieces in the index, and then looked for in the text.
-- Score: BM25 (k1 1.2, b 0.75) over the question's words. It is folded and cut as etl/search/ does texts.
create or replace macro marts.search(question) as table
    with

    parts as (
        select
            unnest(parts) as part,
            generate_subscripts(parts, 1) as ordinal
        from (
            select
                regexp_extract_all(
                    question,
                    '"[^"]+"|“[^”]+”|「[^」]+」|『[^』]+』'
                    '|[^\s\p{Z}\p{C}"“”「」『』，、。！？；：（）《》〈〉【】,;!?()\[\]<>/+]+'
                ) as parts
        ) as cut
    ),

    letters as (
        select
            parts.ordinal,
            parts.place,
            coalesce(characters.folded, parts.letter) as letter
        from (
            select
                ordinal,
                unnest(string_split(written, '')) as letter,
                generate_subscripts(string_split(written, ''), 1) as place
            from (
                select
                    ordinal,
                    lower(trim(part, '"“”「」『』')) as written
                from parts
            ) as trimmed
        ) as parts
        left join search.characters as characters on parts.letter = characters.character
    ),

    spellings as (
        select
            folded,
            '[' || folded || string_agg(character, '' order by character) || ']' as spelling
        from search.characters
        where folded in (select letters.letter from letters) and not is_common
        group by folded
    ),

    written_words as (
        select
            letters.ordinal,
            string_agg(letters.letter, '' order by letters.place) as word,
            string_agg(
                case
                    when trim(letters.letter) = '' then '[\s\p{Z}]+'
                    else coalesce(spellings.spelling, regexp_escape(letters.letter))
                end,
                '' order by letters.place
            ) as pattern
        from letters
        left join spellings on letters.letter = spellings.folded
        group by letters.ordinal
    ),

    runs as (
        select
            ordinal,
            run,
            regexp_matches(run, '^[\x{3400}-\x{9fff}]') as is_han
        from (
            select
                ordinal,
                unnest(
                    regexp_extract_all(
                        word,
                        '[\x{3400}-\x{9fff}]+'
                        '|[0-9a-z\x{c0}-\x{1fff}\x{3040}-\x{30ff}\x{ac00}-\x{d7a3}]+'
                    )
                ) as run
            from written_words
        ) as cut
    ),

    pieces as (
        select distinct
            ordinal,
            case when is_han then substr(run, place, 2) else run end as piece
        from (
            select
                ordinal,
                run,
                is_han,
                unnest(range(1, case when is_han then greatest(length(run), 2) else 2 end)) as place
            from runs
        ) as places
    ),

    terms as (
        select
            ordinal,
            piece as term
        from pieces
        where
            not regexp_matches(piece, '^[\x{3400}-\x{9fff}]$')
            and not exists (
                from search.characters as characters
                where characters.is_common and contains(pieces.piece, characters.character)
            )
    ),

    words as (
        select
            written_words.ordinal,
            any_value(written_words.word) as word,
            any_value(written_words.pattern) as pattern,
            count(terms.term) as term_count,
            coalesce(bool_and(terms.term = written_words.word), false) as is_a_term
        from written_words
        inner join pieces on written_words.ordinal = pieces.ordinal
        left join terms on pieces.ordinal = terms.ordinal and pieces.piece = terms.term
        group by written_words.ordinal
    ),

    entries as (
        select
            terms.ordinal,
            terms.term,
            postings.segment,
            unnest(postings.entries) as entry,
            generate_subscripts(postings.entries, 1) as place
        from search.postings as postings
        inner join terms on postings.term = terms.term
    ),

    numbered as (
        select
            ordinal,
            segment,
            entry & 3 as occurrence_count,
            sum(entry >> 2) over (
                partition by ordinal, segment, term
                order by place
                rows unbounded preceding
            ) as number
        from entries
    ),

    candidates as (
        select
            numbered.ordinal,
            documents.article_id,
            min(numbered.occurrence_count) as occurrence_count,
            any_value(documents.length) as length
        from numbered
        inner join search.documents as documents
            on numbered.segment = documents.segment and numbered.number = documents.number
        inner join words on numbered.ordinal = words.ordinal
        group by numbered.ordinal, documents.article_id
        having count(*) = any_value(words.term_count)
    ),

    matches as (
        select candidates.*
        from candidates
        inner join words on candidates.ordinal = words.ordinal
        where words.is_a_term
        union all
        select candidates.*
        from candidates
        inner join words on candidates.ordinal = words.ordinal
        inner join marts.fct_articles as articles on candidates.article_id = articles.article_id
        where
            not words.is_a_term
            and regexp_matches(concat_ws(chr(10), articles.title, articles.body), '(?i)' || words.pattern)
        union all
        -- a word without a term is looked for in every text
        select
            words.ordinal,
            articles.article_id,
            1 as occurrence_count,
            length(articles.title) + articles.character_count as length
        from words
        inner join marts.fct_articles as articles
            on
                words.term_count = 0
                and regexp_matches(concat_ws(chr(10), articles.title, articles.body), '(?i)' || words.pattern)
    ),

    frequencies as (
        select
            ordinal,
            count(*) as article_count
        from matches
        group by ordinal
    ),

    totals as (
        select
            count(*) as article_count,
            avg(length) as length
        from search.documents
    ),

    ranked as (
        select
            matches.article_id,
            sum(
                ln(
                    1
                    + (totals.article_count - frequencies.article_count + 0.5)
                    / (frequencies.article_count + 0.5)
                )
                * matches.occurrence_count * 2.2
                / (matches.occurrence_count + 1.2 * (0.25 + 0.75 * matches.length / totals.length))
            ) as score,
            count(*) as word_count,
            arg_min(matches.ordinal, (frequencies.article_count, matches.ordinal)) as rarest
        from matches
        inner join frequencies on matches.ordinal = frequencies.ordinal
        cross join totals
        group by matches.article_id
    ),

    placed as (
        select
            ranked.*,
            articles.title,
            articles.body,
            articles.outlet_id,
            articles.url,
            articles.published_at,
            articles.published_date,
            coalesce(
                nullif(strpos(articles.body, words.word), 0),
                nullif(
                    length(regexp_extract(articles.body, '(?is)^(.*?)' || words.pattern, 1)) + 1,
                    1
                ),
                1
            ) as place
        from ranked
        inner join words on ranked.rarest = words.ordinal
        inner join marts.fct_articles as articles on ranked.article_id = articles.article_id
    )

    select
        placed.article_id,
        placed.title,
        placed.outlet_id,
        outlets.outlet_name,
        placed.url,
        placed.published_at,
        placed.published_date,
        topics.topic_id,
        topics.topic_name,
        round(placed.score, 4) as score,
        placed.word_count = (select count(*) from words) as is_complete,
        regexp_replace(
            replace(
                substr(coalesce(placed.body, placed.title), greatest(1, placed.place - 30), 100), chr(10), ' '
            ),
            '(?i)' || (
                select string_agg(words.pattern, '|' order by length(words.word) desc, words.ordinal)
                from words
            ),
            '【\0】',
            'g'
        ) as snippet
    from placed
    left join marts.dim_outlets as outlets on placed.outlet_id = outlets.outlet_id
    left join marts.fct_article_topics as topics
        on placed.article_id = topics.article_id and topics.is_primary
