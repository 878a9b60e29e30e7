-- Why Hooklane itself disabled an endpoint; null when it is enabled, or a caller disabled it.
ALTER TABLE endpoint
    ADD COLUMN disabled_verdict text,
    ADD COLUMN disabled_detail  text,
    ADD COLUMN disabled_for_at  timestamptz,
    ADD CONSTRAINT endpoint_disabled_reason_whole
        CHECK (
            (disabled_verdict IS NULL) = (disabled_detail IS NULL)
            AND (disabled_verdict IS NULL) = (disabled_for_at IS NULL)
            AND (disabled OR disabled_verdict IS NULL)
        );
