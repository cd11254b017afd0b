ALTER TABLE "ballots" DROP CONSTRAINT "ballots_verdict";--> statement-breakpoint
ALTER TABLE "ballots" ADD COLUMN "sealed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_seal" CHECK (num_nulls("ballots"."result_digest", "ballots"."signature", "ballots"."public_key")
        = any (case when "ballots"."state" <> 'closed' then array[3] when "ballots"."sealed_at" is null then array[0, 3] else array[0] end)
        and ("ballots"."sealed_at" is null or "ballots"."state" = 'closed')) NOT VALID;--> statement-breakpoint
ALTER TABLE "ballots" ADD CONSTRAINT "ballots_verdict" CHECK (num_nulls("ballots"."verdict", "ballots"."outcome", "ballots"."verdict_sentence", "ballots"."closed_at")
        = case when "ballots"."state" = 'closed' then 0 else 4 end) NOT VALID;--> statement-breakpoint
-- Between close and seal only the seal may come: the counts are frozen at the close, and votes are moved by what seals alone.
create or replace function refuse_change_of_ballot() returns trigger language plpgsql as $$
begin
  if old.state = 'closed' and (case when old.sealed_at is null
    then to_jsonb(new) - array['verdict', 'result_digest', 'signature', 'public_key', 'sealed_at']
        <> to_jsonb(old) - array['verdict', 'result_digest', 'signature', 'public_key', 'sealed_at']
      or new.verdict - array['turnoutDigest', 'votesDigest'] <> old.verdict - array['turnoutDigest', 'votesDigest']
    else to_jsonb(new) - 'swept_at' <> to_jsonb(old) - 'swept_at' end) then
    raise exception 'a closed ballot is never changed: a correction is a new ballot';
  end if;
  if old.state <> 'draft' and (new.state = 'draft' or new.rule <> old.rule or new.question <> old.question
    or new.text <> old.text or new.opens_at <> old.opens_at or new.closes_at < old.closes_at) then
    raise exception 'a published ballot is frozen: only its end can be put later';
  end if;
  return new;
end
$$;
--> statement-breakpoint
create or replace function refuse_votes_of_closed_ballot() returns trigger language plpgsql as $$
begin
  if exists (
    select from touched t join ballots b on b.id = t.ballot_id
    where b.state = 'closed'
      and (b.sealed_at is not null or b.id::text is distinct from current_setting('shangju.sealing', true))
  ) then
    raise exception 'the votes of a closed ballot are final';
  end if;
  return null;
end
$$;
