package io.hooklane.subscription.sample;

import io.hooklane.contracts.message.Message;

/**
 * A sample on its way to an endpoint.
 *
 * @param payload a JSON object
 */
record SentSample(Message message, String payload) {}
