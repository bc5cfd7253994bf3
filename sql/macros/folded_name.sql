-- folded_name: a name without what does not distinguish people: case, spacing, Unicode composition
create or replace macro macros.folded_name(author_name) as
lower(trim(regexp_replace(nfc_normalize(author_name), '[\s\p{Z}]+', ' ', 'g')))
