-- The street's one clock. Tests put another function of this name into their own database.
create function street_now() returns timestamptz language sql volatile as 'select clock_timestamp()';
--> statement-breakpoint
create function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
  raise exception 'transfers are never changed or removed: add a correcting transfer';
end
$$;
--> statement-breakpoint
create trigger transfers_are_immutable before update or delete or truncate on transfers
  for each statement execute function refuse_change_of_ledger();
