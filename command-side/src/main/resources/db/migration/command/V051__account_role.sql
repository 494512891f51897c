ALTER TABLE command.account
    ADD role        text NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin', 'auditor')),
    ADD disabled_at timestamptz;
