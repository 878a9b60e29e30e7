-- How deliveries are sent to an endpoint, where that is not as usual.
ALTER TABLE endpoint
    -- ISO 8601; null when its messages need not keep their order.
    ADD COLUMN ordering_maximum_age  text,
    ADD COLUMN ordering_when_too_old text,
    ADD COLUMN signature_style       text NOT NULL DEFAULT 'STANDARD',
    ADD COLUMN signature_header      text,
    ADD COLUMN http_version          text NOT NULL DEFAULT 'HTTP_1_1',
    ADD CONSTRAINT endpoint_ordering_whole
        CHECK ((ordering_maximum_age IS NULL) = (ordering_when_too_old IS NULL));
