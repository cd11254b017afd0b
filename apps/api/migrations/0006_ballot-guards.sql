-- What is published is frozen, what is closed is final: the last wall behind the rules of the API.
create function refuse_change_of_ballot() returns trigger language plpgsql as $$
begin
  if old.state = 'closed' and to_jsonb(new) - 'swept_at' <> to_jsonb(old) - 'swept_at' then
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
create trigger ballots_are_frozen before update on ballots for each row execute function refuse_change_of_ballot();
--> statement-breakpoint
create function refuse_removal_of_ballot() returns trigger language plpgsql as $$
begin
  if old.state <> 'draft' then raise exception 'a published ballot is never removed'; end if;
  return old;
end
$$;
--> statement-breakpoint
create trigger ballots_are_kept before delete on ballots for each row execute function refuse_removal_of_ballot();
--> statement-breakpoint
create function refuse_votes_of_closed_ballot() returns trigger language plpgsql as $$
begin
  if exists (select from touched t join ballots b on b.id = t.ballot_id where b.state = 'closed') then
    raise exception 'the votes of a closed ballot are final';
  end if;
  return null;
end
$$;
--> statement-breakpoint
create trigger turnout_added_while_open after insert on ballot_turnout referencing new table as touched
  for each statement execute function refuse_votes_of_closed_ballot();
--> statement-breakpoint
create trigger turnout_changed_while_open after update on ballot_turnout referencing new table as touched
  for each statement execute function refuse_votes_of_closed_ballot();
--> statement-breakpoint
create trigger turnout_removed_while_open after delete on ballot_turnout referencing old table as touched
  for each statement execute function refuse_votes_of_closed_ballot();
--> statement-breakpoint
create trigger papers_added_while_open after insert on ballot_papers referencing new table as touched
  for each statement execute function refuse_votes_of_closed_ballot();
--> statement-breakpoint
create trigger papers_changed_while_open after update on ballot_papers referencing new table as touched
  for each statement execute function refuse_votes_of_closed_ballot();
--> statement-breakpoint
create trigger papers_removed_while_open after delete on ballot_papers referencing old table as touched
  for each statement execute function refuse_votes_of_closed_ballot();
--> statement-breakpoint
create function refuse_change_of_electorate() returns trigger language plpgsql as $$
begin
  raise exception 'the electorate of a ballot is fixed when it opens';
end
$$;
--> statement-breakpoint
create trigger electorates_are_fixed before update or delete or truncate on ballot_units
  for each statement execute function refuse_change_of_electorate();
