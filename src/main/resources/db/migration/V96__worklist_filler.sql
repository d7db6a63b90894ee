-- Messages can name an order by its filler's number alone.
create index worklist_step_filler on worklist_step (filler_order_number);
