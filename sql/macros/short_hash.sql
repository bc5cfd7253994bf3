-- short_hash: an id from what it stands for; equal texts have equal ids
create or replace macro macros.short_hash(content) as
left(md5(content), 24)
