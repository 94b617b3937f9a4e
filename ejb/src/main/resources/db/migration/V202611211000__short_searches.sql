-- One or two letters have no trigram: those searches read the campaign's part of contact_search in order.
create unique index contact_search_by_position on contact_search (campaign_id, position);
