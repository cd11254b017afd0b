-- outside a transaction
create index concurrently if not exists persons_by_name on persons (name);
--> statement-breakpoint
create index concurrently if not exists households_in_order_of_doors on households
  (community_id, (regexp_replace(regexp_replace(address, '(\d+)', '0000000\1', 'g'), '\d*(\d{8})(?!\d)', '\1', 'g') collate "C"), id);
