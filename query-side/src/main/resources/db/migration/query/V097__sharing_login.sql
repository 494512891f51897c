-- Whom to share with is asked for by the login, whose case does not matter.
CREATE INDEX sharing_account_login ON query.sharing_account (lower(login));
