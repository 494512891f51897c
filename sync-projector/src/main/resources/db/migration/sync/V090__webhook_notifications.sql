-- Webhooks that tell of the notifications of their account: those have no space. What must stay in order is a line: the
-- events of a node, or a notification alone.
ALTER TABLE sync.webhook ALTER space_id DROP NOT NULL;
ALTER TABLE sync.webhook_held RENAME node_id TO line_id;
ALTER TABLE sync.webhook_attempt ALTER node_id DROP NOT NULL;
