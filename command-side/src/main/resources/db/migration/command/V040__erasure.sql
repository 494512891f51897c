-- Statistics of a column hold some of its values, which would outlive the rows. The planner needs none of these.
ALTER TABLE command.node ALTER name_key SET STATISTICS 0;
ALTER TABLE command.account ALTER login_key SET STATISTICS 0, ALTER login SET STATISTICS 0,
    ALTER display_name SET STATISTICS 0, ALTER email SET STATISTICS 0, ALTER password_hash SET STATISTICS 0;
ALTER TABLE command.idempotency_key ALTER key SET STATISTICS 0, ALTER headers SET STATISTICS 0,
    ALTER body SET STATISTICS 0;
